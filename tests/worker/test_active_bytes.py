from __future__ import annotations

from desktop_app.worker.fit import Weight, active_bytes


def weight(name, n_bytes):
    return Weight(name, 0, (1,), n_bytes)


def test_a_token_reads_the_experts_that_answer_and_no_embedding():
    weights = (
        weight("token_embd.weight", 1000),
        weight("blk.0.attn_q.weight", 10),
        weight("blk.0.ffn_up_exps.weight", 800),
        weight("blk.0.ffn_up_shexp.weight", 5),
    )
    # tied: the embedding is the output too, and all of it is read
    assert active_bytes(weights, 1 / 8) == 1000 + 10 + 100 + 5
    assert active_bytes((*weights, weight("output.weight", 70)), 1 / 8) == 70 + 10 + 100 + 5
    assert active_bytes(weights, 1.0) == 1815
