"""What every page must be, whoever looks at it, on whatever: complete, narrow enough, without barriers."""

from importlib.resources import files

from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()

LOOKED_AT = """() => {
  const shown = element => element.checkVisibility({visibilityProperty: true});
  const name = element => element.labels?.length || element.ariaLabel || element.getAttribute("aria-labelledby")
  const controls = [...document.querySelectorAll("input:not([type=hidden]), select, textarea")];
  // A phone zooms into a field with smaller letters, and leaves the page moved.
  const small = control => innerWidth < 500 && !/checkbox|radio|file/.test(control.type)
    && parseFloat(getComputedStyle(control).fontSize) < 16;
  const pen = document.createElement("canvas").getContext("2d");
  // A placeholder is there to be read whole, and so is a number with its unit; other words scroll.
  const clipped = control => {
    const whole = control.value && !control.closest(".metric") ? "" : control.value || control.placeholder;
    const said = control.localName === "input" && whole;
    const style = getComputedStyle(control);
    pen.font = style.font;
    return said && pen.measureText(said).width
      > control.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) + 1;
  };
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown);
  return {
    wide: document.documentElement.scrollWidth - innerWidth,
    first: headings[0]?.localName,
    h1s: headings.filter(heading => heading.localName === "h1").length,
    nameless: controls.filter(control => shown(control) && !name(control)).map(control => control.outerHTML),
    small: controls.filter(one => shown(one) && small(one)).map(one => one.cloneNode().outerHTML),
    clipped: controls.filter(one => shown(one) && clipped(one)).map(one => one.cloneNode().outerHTML),
    doubled: [...document.querySelectorAll("[id]")].map(one => one.id).filter((id, at, all) => all.indexOf(id) < at),
    title: document.title,
    lang: document.documentElement.lang,
  };
}"""
BARRIERS = """async () => (await axe.run(
  document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}})).violations.map(
  one => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map(node => node.html).join(" | ")}`)"""

TARGETS = """async () => (await axe.run(document, {runOnly: ["target-size"], rules: {"target-size": {enabled: true}}}))
  .violations.flatMap(one => one.nodes.map(node => node.html))"""


FAINT = """async () => (await axe.run(document, {runOnly: ["color-contrast"]})).violations.flatMap(
  one => one.nodes.slice(0, 3).map(node => `too faint in the dark: ${node.html}`))"""


def wrong_at(page: Page, width: int) -> list[str]:
    """What is not as it should be on the page in a window of this width: in light, and what is too faint in the dark.

    Of all that is looked at, colours alone are others in the dark.
    """
    page.set_viewport_size({"width": width, "height": 900})
    wrong = wrong_with(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # colours are there at once
    wrong += page.evaluate(FAINT)
    page.emulate_media(color_scheme="light")
    return [f"at {width} px: {words}" for words in wrong]


def small_targets(page: Page) -> list[str]:
    """What there is to press that is below 24 px, and not clear of others either."""
    page.evaluate(AXE)
    return page.evaluate(TARGETS)


def wrong_with(page: Page) -> list[str]:
    """What is not as it should be on the page that stands in the window."""
    page.evaluate(AXE)
    found, wrong = page.evaluate(LOOKED_AT), page.evaluate(BARRIERS)
    if found["wide"] > 0:
        wrong.append(f"{found['wide']} px wider than the window")
    if found["first"] != "h1" or found["h1s"] != 1:
        wrong.append(f"its headings begin with {found['first']}, and {found['h1s']} are h1")
    wrong += [f"no label: {control}" for control in found["nameless"]]
    wrong += [f"letters below 16 px: {control}" for control in found["small"]]
    wrong += [f"a placeholder or a number that is cut: {control}" for control in found["clipped"]]
    wrong += [f"the id {one} twice" for one in found["doubled"]]
    if not (found["title"].endswith("pmcareer") and found["lang"] == "en"):
        wrong.append(f"title {found['title']!r}, language {found['lang']!r}")
    return wrong
