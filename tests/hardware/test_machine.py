from __future__ import annotations

import os

import psutil

from desktop_app.hardware import sampler
from desktop_app.hardware.machine import parse_cpuinfo, read_machine


def test_a_reading_of_this_machine(tmp_path):
    machine = read_machine(tmp_path / "not" / "yet" / "there")
    assert machine.ram_total_bytes == psutil.virtual_memory().total
    assert 0 < machine.ram_available_bytes <= machine.ram_total_bytes
    assert 0 < machine.disk_free_bytes <= machine.disk_total_bytes
    assert 1 <= machine.physical_cores <= machine.logical_cores
    assert machine.cpu_name


def test_features_of_both_families():
    intel = "processor\t: 0\nmodel name\t: Intel(R) X\nflags\t\t: fpu avx avx2 fma avx512f f16c\n"
    assert parse_cpuinfo(intel) == ("Intel(R) X", ("AVX", "F16C", "FMA", "AVX2", "AVX-512"))
    arm = "processor\t: 0\nFeatures\t: fp asimd asimddp i8mm sve\n"
    assert parse_cpuinfo(arm) == ("", ("NEON", "DOTPROD", "I8MM", "SVE"))
    assert parse_cpuinfo("") == ("", ())


def test_a_process_and_one_that_is_gone():
    assert sampler.sample_process(os.getpid()).rss_bytes > 1_000_000
    assert sampler.sample_process(2**22 + 1) is None


def test_the_system():
    sample = sampler.sample_system()
    assert 0 < sample.ram_used_bytes < sample.ram_total_bytes
    assert 0 <= sample.cpu_percent <= 100
