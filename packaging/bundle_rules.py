"""What goes into the program, and what it takes from the system."""

from __future__ import annotations

import re

# The oldest C library that the program runs with: Ubuntu 22.04's. Debian 12's libraries, which are inside,
# need no newer one.
GLIBC_FLOOR = (2, 35)

# Linux: libraries that belong to the system, and Debian's package for each. Drivers of the GPU load the
# system's libstdc++, libdrm and X libraries: an older one of ours would keep them from loading.
SYSTEM_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libXau.so.6": "libxau6",
    "libXdmcp.so.6": "libxdmcp6",
    "libXext.so.6": "libxext6",
    "libblkid.so.1": "libblkid1",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgbm.so.1": "libgbm1",
    "libgcc_s.so.1": "libgcc-s1",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgmodule-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "liblzma.so.5": "liblzma5",
    "libmount.so.1": "libmount1",
    "libpcre2-8.so.0": "libpcre2-8-0",
    "libpng16.so.16": "libpng16-16",
    "libselinux.so.1": "libselinux1",
    "libstdc++.so.6": "libstdc++6",
    "libsystemd.so.0": "libsystemd0",
    "libuuid.so.1": "libuuid1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinput.so.0": "libxcb-xinput0",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
# what else Debian's libraries above would bring along
_ALSO_SYSTEM = (
    "libbsd.", "libmd.", "libcap.", "libgcrypt.", "libgpg-error.", "liblz4.", "libatomic.",
    "libkrb5", "libk5crypto.", "libcom_err.", "libkeyutils.", "libbrotlienc.", "libwayland-server.",
    "libglapi.", "libGLdispatch.",
)  # fmt: skip
_C_LIBRARY = re.compile(r"^(ld-linux[\w-]*|lib(c|m|dl|rt|pthread|util|resolv|anl|nsl|mvec))\.so\.\d+$")

# Qt: kinds of plugins that nothing here uses, and single ones
UNUSED_PLUGINS = (
    "designer/", "egldeviceintegrations/", "generic/", "networkinformation/", "printsupport/", "qmllint/",
    "qmltooling/", "sqldrivers/", "tls/", "vectorimageformats/", "wayland-graphics-integration-server/",
    "imageformats/libqicns", "imageformats/libqpdf", "imageformats/libqtga", "imageformats/libqtiff",
    "imageformats/libqwbmp", "platforminputcontexts/libqtvirtualkeyboard", "platforms/libqeglfs",
    "platforms/libqlinuxfb", "platforms/libqminimal", "platforms/libqvkkhrdisplay", "platforms/libqvnc",
    "platformthemes/libqgtk3",
)  # fmt: skip
# modules of Qt that only such plugins bring along
UNUSED_QT = (
    "Qml", "Quick", "VirtualKeyboard", "Pdf", "EglFs", "Sql", "Test", "Designer",
    "PrintSupport",
)  # fmt: skip

# distributions that are not in the program: their licences stay out, too
BUILD_TOOLS = (
    "pip", "setuptools", "wheel", "pyinstaller", "pyinstaller-hooks-contrib", "altgraph", "macholib",
    "pefile", "pywin32-ctypes", "bitsmith", "packaging", "hf-xet",
)  # fmt: skip


def is_c_library(name: str) -> bool:
    """Part of glibc, which is never carried along."""
    return bool(_C_LIBRARY.match(name))


def is_systems(name: str) -> bool:
    """Whether the library of this file name comes from the system and not with the program."""
    base = re.sub(r"(\.so\.\d+)(\.\d+)+$", r"\1", name)
    return is_c_library(base) or base in SYSTEM_LIBRARIES or base.startswith(_ALSO_SYSTEM)


def is_unused(target: str) -> bool:
    """Whether the file of Qt that goes to this place in the program is of no use there."""
    place = target.replace("\\", "/")
    if not place.startswith("PySide6/"):
        return False
    if "/plugins/" in place:
        plugin = place.partition("/plugins/")[2]
        if plugin.endswith(".dll"):
            plugin = plugin.replace("/q", "/libq", 1)
        return plugin.startswith(UNUSED_PLUGINS)
    name = place.rpartition("/")[2].removeprefix("lib").removeprefix("Qt6").removeprefix("Qt")
    if "/translations/" in place:
        return not place.rpartition("/")[2].startswith("qtbase_")
    return name.startswith(UNUSED_QT)
