"""The review page in a real browser: readable by everyone, on every width, by keyboard alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from standfast.domain.review import Review
from standfast.surfaces.pages.html import review_page
from tests.surfaces.reviews import haggle, hostile, long, mails, overlapping, quiet

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PHONE, DESK = 360, 1440
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Open a review in a fresh window; whatever the page complains of, or asks the network for, fails the test."""
    contexts, complaints = [], []

    def open_page(review: Review, width: int, **options: object) -> Page:
        target = tmp_path / "review.html"
        target.write_text(review_page(review), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith(("file:", "data:")) or complaints.append(request.url))
        page.goto(target.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize(
    ("make", "scheme", "width"),
    [
        *((haggle, scheme, width) for scheme in ("light", "dark") for width in (PHONE, DESK)),
        (long, "light", DESK),
        (long, "dark", PHONE),
        (quiet, "light", PHONE),
        (mails, "dark", DESK),
        (overlapping, "light", DESK),
    ],
)
def test_axe_finds_nothing_to_mend(opened: Opened, make: Callable[[], Review], scheme: str, width: int):
    page = opened(make(), width, color_scheme=scheme)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]][:5]) for each in found] == []


@pytest.mark.parametrize("make", [haggle, overlapping, quiet, hostile, mails, long])
def test_a_phone_never_scrolls_sideways(opened: Opened, make: Callable[[], Review]):
    for width in (PHONE, 320):
        page = opened(make(), width)
        assert overflow(page) == 0
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        assert overflow(page) == 0


@pytest.mark.parametrize("width", [700, 1100, DESK, 2560])
def test_no_other_screen_scrolls_sideways_either(opened: Opened, width: int):
    page = opened(hostile(), width)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert overflow(page) == 0
    assert page.evaluate("(pane => pane.scrollWidth - pane.clientWidth)(document.querySelector('.transcript'))") <= 0


def test_hostile_text_starts_nothing(opened: Opened):
    review = hostile()
    page = opened(review, DESK)
    assert page.locator("#t0 .text").text_content() == review.call.turns[0].text
    assert page.evaluate("document.querySelectorAll('script, style, img, iframe, object').length") == 2
    assert page.evaluate("[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())").count("onload") == 0


def test_the_policy_lets_in_the_one_style_and_the_one_script_and_nothing_else(browser: Browser, tmp_path: Path):
    target = tmp_path / "review.html"
    stowaway = "<script>document.title = 'taken'</script><style>h1 { display: none }</style>"
    target.write_text(review_page(haggle()).replace("</body>", f"{stowaway}</body>"), encoding="utf-8")
    page = browser.new_page(viewport={"width": DESK, "height": 800})
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(target.as_uri())
    expect(page.locator("#filter")).to_be_visible()
    assert page.locator(".transcript").evaluate("pane => getComputedStyle(pane).position") == "fixed"
    assert page.title() == "A desk · Standfast review"
    expect(page.locator("h1")).to_be_visible()
    assert [text.split("directive")[1][:12] for text in refused] == [" 'script-src", " 'style-src "]
    page.close()


def test_the_filter_works_by_keyboard_alone(opened: Opened):
    page = opened(haggle(), DESK)
    shown = page.locator(".turn:visible")
    assert shown.count() == 8
    everything = page.get_by_label("All turns")
    for _ in range(60):
        page.keyboard.press("Tab")
        if everything.evaluate("input => input === document.activeElement"):
            break
    page.keyboard.press("ArrowRight")
    assert page.get_by_label("Only moments").is_checked()
    assert shown.count() == 6
    expect(page.get_by_role("status")).to_have_text("6 of 8 turns are shown.")
    page.keyboard.press("ArrowLeft")
    assert shown.count() == 8


def test_a_link_shows_its_turn_even_if_the_filter_hides_it(opened: Opened):
    page = opened(haggle(), DESK)
    page.get_by_label("Only moments").check()
    expect(page.locator("#t0")).to_be_hidden()
    page.locator("#price summary").click()
    page.locator("#price a[href='#t0']").first.click()
    expect(page.locator("#t0")).to_be_in_viewport()


def test_a_link_to_a_turn_moves_the_transcript_and_leaves_the_analysis_where_it_is(opened: Opened):
    page = opened(long(), DESK)
    link = page.locator("#m25 a[href='#t240']").first
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    link.click()
    expect(page.locator("#t240")).to_be_in_viewport()
    assert page.evaluate("scrollY") == before
    page.locator("#t240 a[href='#m25']").click()
    expect(page.locator("#m25")).to_be_in_viewport()
    expect(page.locator("#t240")).to_be_in_viewport()


def test_a_mark_in_the_timeline_leads_to_its_turn_by_keyboard(opened: Opened):
    page = opened(haggle(), PHONE)
    page.locator("#timeline svg a[href='#t5']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#t5")).to_be_in_viewport()


def test_the_first_tab_stops_skip_to_the_review_and_the_transcript(opened: Opened):
    page = opened(haggle(), DESK)
    for target in ("#review", "#transcript"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == target
        expect(page.locator(".skip:focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "transcript"


def test_the_page_is_whole_without_scripts(opened: Opened):
    page = opened(haggle(), DESK, java_script_enabled=False)
    assert page.locator(".turn:visible").count() == 8
    expect(page.locator("#filter")).to_be_hidden()
    page.locator("#control summary").click()
    expect(page.get_by_text("It is a count and not a truth.")).to_be_visible()


def test_paper_unfolds_what_the_screen_folds_and_leaves_out_what_it_cannot_use(opened: Opened):
    page = opened(haggle(), DESK)
    page.get_by_label("Only moments").check()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.get_by_text("It is a count and not a truth.")).to_be_visible()
    expect(page.locator(".nav")).to_be_hidden()
    assert page.locator(".transcript").evaluate("pane => getComputedStyle(pane).position") == "static"
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_text("It is a count and not a truth.")).to_be_hidden()
