"""The voice of the hall in a real browser: told by what was played, not by what was meant."""

import math
import wave
from array import array
from datetime import timedelta
from itertools import chain
from statistics import median
from time import monotonic

import pytest
from playwright.sync_api import expect

from bench.chromium import browser_path
from office import queue
from office.walls import loudness, voice, walls
from tests.browser.axe import violations
from tests.browser.conftest import HOST, WALL_SCREEN, wall
from tests.conftest import NINE

pytestmark = pytest.mark.browser
# Writes down each word when it has been played to its end, and how loud the loudspeaker was.
LISTEN = """
window.played = []; window.loudest = 0;
const named = new WeakMap(), asked = window.fetch, decode = AudioContext.prototype.decodeAudioData;
window.fetch = async (place, how) => {
  const answer = await asked(place, how), name = /voice\\/([\\w-]+)/.exec(place)?.[1];
  if (name) {
    const bytes = await answer.arrayBuffer();
    named.set(bytes, name);
    answer.arrayBuffer = async () => bytes;
  }
  return answer;
};
AudioContext.prototype.decodeAudioData = async function (bytes) {
  const buffer = await decode.call(this, bytes);
  named.set(buffer, named.get(bytes));
  return buffer;
};
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (...when) {
  this.addEventListener("ended", () => cut.has(this) || played.push(
    { name: named.get(this.buffer), at: performance.timeOrigin + performance.now() }));
  return start.apply(this, when);
};
const cut = new WeakSet(), stop = AudioScheduledSourceNode.prototype.stop;
AudioScheduledSourceNode.prototype.stop = function () {
  cut.add(this);
  return stop.call(this);
};
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...rest) {
  if (to instanceof AudioDestinationNode) {
    const ear = new AnalyserNode(this.context), heard = new Float32Array(ear.fftSize);
    connect.call(this, ear);
    setInterval(() => {
      ear.getFloatTimeDomainData(heard);
      window.loudest = Math.max(window.loudest, ...heard.map(Math.abs));
    }, 20);
  }
  return connect.call(this, to, ...rest);
};
"""
DECODED = """async (names) => {
  const sound = new AudioContext();
  return Promise.all(names.map(async (name) => {
    const answer = await fetch(`/display/voice/${name}`);
    const samples = (await sound.decodeAudioData(await answer.arrayBuffer())).getChannelData(0);
    return [samples.length / sound.sampleRate, samples.reduce((a, b) => Math.max(a, Math.abs(b)))];
  }));
}"""


@pytest.fixture
def ticking(app):
    """The office's clock goes on, from nine."""
    began = monotonic()

    def now():
        return NINE + timedelta(seconds=monotonic() - began)

    app.config["CLOCK"] = now
    return now


@pytest.fixture
def short_words(app):
    """The office has recorded every word itself, each of them very short."""
    app.config["VOICE"].mkdir()
    tone = array("h", (round(20_000 * math.sin(n / 5)) for n in range(400)))
    for name in voice.clips():
        with wave.open(str(app.config["VOICE"] / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(22_050)
            file.writeframes(tone.tobytes())


@pytest.fixture
def listen(open_page):
    """listen(): a wall that writes down what it played."""

    def listen():
        page = open_page("/display/hall", size=WALL_SCREEN)
        page.add_init_script(LISTEN)
        with page.expect_response("**/hall/calls*"):
            page.reload()
        return page

    return listen


def words(page) -> list[str]:
    return page.evaluate("played.map(word => word.name)")


def moments(page) -> list[float]:
    return page.evaluate("played.map(word => word.at)")


def test_two_walls_say_every_call_once_in_turn_and_together(
    listen, short_words, ticking, draw, people, counters
):
    first, second = listen(), listen()
    wanted = []
    for number in (1, 2):
        draw()
        label = queue.call_next(counters[number], by=people.sari, at=ticking()).label
        wanted += chain.from_iterable(voice.sentences(label, number))
    half = len(wanted) // 2 + 2
    second.wait_for_function("half => played.length >= half", arg=half)
    apart = [abs(one - other) for one, other in zip(moments(first), moments(second), strict=False)]
    second.reload()  # in the middle of a call: it is not said again
    first.wait_for_function("all => played.length >= all", arg=len(wanted))
    assert words(first) == wanted
    assert words(second) == []
    assert len(apart) >= half - 1 and median(apart) < 80  # ms
    assert first.evaluate("loudest") > 0.2


def test_every_word_is_played_by_the_browser_and_is_loud(open_page):
    page = open_page("/display/hall", size=WALL_SCREEN)
    found = page.evaluate(DECODED, sorted(voice.clips()))
    assert min(length for length, _ in found) > 0.25
    assert max(length for length, _ in found) < 2.2
    assert min(peak for _, peak in found) > 0.25


@pytest.fixture
def shy(chromium, server):
    """A wall in a browser that was not told to sound before it was touched."""
    flags = ["--no-sandbox", f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
    flags.append("--autoplay-policy=document-user-activation-required")
    browser = chromium.browser_type.launch(executable_path=browser_path(), args=flags)
    page = browser.new_page(viewport=WALL_SCREEN)
    page.add_init_script(LISTEN)
    page.goto(f"{server.url}/display/hall")
    yield page
    browser.close()


def test_a_browser_that_wants_a_touch_says_so_and_then_speaks(shy):
    button = shy.get_by_role("button", name="Aktifkan suara")
    expect(button).to_be_visible()
    assert violations(shy) == []
    button.click()
    expect(button).to_be_hidden()
    shy.wait_for_function("() => played.length === 1")
    assert words(shy) == ["chime"]


def test_a_recording_that_cannot_be_played_is_said_by_ours(
    app, listen, short_words, ticking, draw, people, counters
):
    (app.config["VOICE"] / "id-a.wav").write_bytes(b"no sound at all")
    page = listen()
    draw()
    queue.call_next(counters[1], by=people.sari, at=ticking())
    page.wait_for_function("() => played.length >= 3")
    assert words(page)[:3] == ["chime", "id-nomor-antrean", "id-a"]


def test_an_undone_call_is_said_no_further(listen, short_words, ticking, draw, people, counters):
    page = listen()
    draw()
    ticket = queue.call_next(counters[1], by=people.sari, at=ticking())
    page.wait_for_function("() => played.length >= 2")
    queue.undo(ticket, by=people.sari, at=ticking(), counter=counters[1])
    page.wait_for_timeout(1500)
    assert len(words(page)) < len(voice.sentences("A-001", 1)[0])


@pytest.mark.parametrize(("late", "said"), [(1.6, 1), (30, 0)])
def test_a_call_heard_of_late_is_said_where_others_repeat_it_or_after_all(
    listen, short_words, ticking, draw, people, counters, late, said
):
    page = listen()
    draw()
    called = ticking() - timedelta(seconds=late)
    queue.call_next(counters[1], by=people.sari, at=called)
    wanted = voice.sentences("A-001", 1)[said]
    page.wait_for_function("all => played.length >= all", arg=len(wanted))
    assert tuple(words(page)) == wanted


def test_a_silent_hour_plays_nothing_aloud(listen, short_words, ticking, draw, people, counters):
    loudness.set_up(
        people.admin.office, english=False, volumes=[(0, 0)], by=people.admin, at=ticking()
    )
    page = listen()
    draw()
    queue.call_next(counters[1], by=people.sari, at=ticking())
    page.wait_for_function("() => played.length >= 3")
    assert page.evaluate("loudest") == 0


def test_a_wall_that_is_tried_says_a_few_words_and_a_silent_one_none(
    listen, short_words, ticking, draw, office, people, counters
):
    page = listen()
    walls.try_voice(wall(office), by=people.admin, at=ticking())
    page.wait_for_function("() => played.length >= 4")
    assert tuple(words(page)) == voice.TRIAL and page.evaluate("loudest") > 0.2
    told = {"zone": "", "look": "gelap", "moves": True, "by": people.admin, "at": ticking()}
    walls.set_up(wall(office), **told, speaks=False)
    page.wait_for_timeout(600)
    page.evaluate("loudest = 0")
    draw()
    queue.call_next(counters[1], by=people.sari, at=ticking())
    page.wait_for_function("() => played.length >= 8")
    assert page.evaluate("loudest") == 0
