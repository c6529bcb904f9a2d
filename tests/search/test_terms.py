from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.evaluate import holds
from search.fusion import fused, scaled
from search.measures import ndcg, recall, reciprocal_rank
from search.terms import content_stems, folded, highlights, stems


def test_a_question_keeps_the_words_that_an_answer_could_share() -> None:
    assert content_stems("Who among the elders did mediate?") == stems("elders mediate")


def test_highlights_are_code_points_also_after_accents_and_other_scripts() -> None:
    text = "Côte d’Ivoire’s 𝒜 médiateurs 和平 mediated; elders mediate."
    spans = highlights(text, set(stems("mediate elders")))
    assert [text[start:end] for start, end in spans] == ["mediated", "elders mediate"]


@given(st.text(max_size=200))
def test_highlights_lie_within_any_text_in_order(text: str) -> None:
    spans = highlights(text, {*stems(text), *folded(text)})
    flat = [offset for span in spans for offset in span]
    assert flat == sorted(flat) and all(0 <= offset <= len(text) for offset in flat)


def test_scores_are_scaled_to_shares_of_their_list() -> None:
    assert scaled([(1, 9.0), (2, 5.0), (3, 1.0)]) == {1: 1.0, 2: 0.5, 3: 0.0}
    assert scaled([(1, 4.0)]) == {1: 1.0}
    assert scaled([]) == {}


def test_what_two_lists_hold_high_comes_first() -> None:
    joined = fused([({1: 1.0, 2: 0.9, 3: 0.0}, 1.0), ({4: 1.0, 2: 0.8}, 1.0)])
    assert [number for number, _ in joined] == [2, 1, 4, 3]
    assert joined[0][1] == (0.9 + 0.8) / 2


def test_the_measures_are_those_of_the_field() -> None:
    judged = {"a": 1, "b": 1}
    assert ndcg(["a", "b", "c"], judged) == 1.0
    assert round(ndcg(["c", "a"], {"a": 1}), 4) == 0.6309
    assert recall(["a", "c"], judged) == 0.5
    assert reciprocal_rank(["c", "d", "b"], judged) == 1 / 3
    assert ndcg([], judged) == 0.0


def test_half_of_the_evidences_words_in_order_make_a_hit() -> None:
    assert holds("The elders of both clans then met and agreed on peace.", "elders met and agreed")
    assert not holds("Agreed and met elders the.", "the elders met and agreed")
