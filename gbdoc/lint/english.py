"""Which words of an English name are capitalised without being proper nouns or acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_DESIGNATION = re.compile(r" (?:[A-Z]|[IVX]+|\d+)\b")  # Type II, Method A


def is_written_small(name: str) -> bool:
    """Whether a name begins with a small letter that could be a capital; pH, eID and n-hexane keep their own writing."""
    first = _WORD.search(name)
    if not first or first.start() or not name[0].islower():
        return False
    return len(first[0]) > 1 and first[0].islower() and not (len(first[0]) < 3 and name[first.end() :].startswith("-"))


def capitalised(name: str) -> tuple[str, ...]:
    """The common words of a name, after its first, that begin with a capital; all its words where it is all capitals."""
    if name.isupper():
        return tuple(word for word in _WORD.findall(name)[1:] if _is_common(word.lower()))
    return tuple(word for run in _runs(name) if not _is_proper(run[0]) for word in run if _is_common(word))


def _runs(name: str) -> Iterator[list[str]]:
    """The words that may not begin with a capital but do, those that follow each other together."""
    run: list[str] = []
    end = 0
    for number, found in enumerate(_WORD.finditer(name)):
        opens = number == 0 or name[: found.start()].rstrip().endswith((":", "—", "(", "（", "："))
        joined = name[end : found.start()] == " "
        if run and not (joined and found[0][0].isupper()):
            yield run
            run = []
        named = _DESIGNATION.match(name, found.end())
        if found[0][0].isupper() and not named and (not opens or _is_proper(found[0])):
            run.append(found[0])
        end = found.end()
    if run:
        yield run


def _is_proper(word: str) -> bool:
    """Whether a word begins a name of its own: BeiDou, Liaoning, Chinese."""
    return word in _PROPER or re.search("[a-z][A-Z]", word) is not None or (len(word) > 4 and not _is_common(word) and _is_pinyin(word))


def _is_common(word: str) -> bool:
    """Whether a word is one of the everyday words of such names, by a list or by its ending."""
    small = word.lower()
    if word[1:] != small[1:] or len(word) < 2:
        return False
    singular = f"{small[:-3]}y" if small.endswith("ies") else small.removesuffix("s")
    return small in _COMMON or singular in _COMMON or (len(word) > 5 and small.endswith(_ENDINGS) and not _is_pinyin(small))


def _is_pinyin(word: str) -> bool:
    """Whether a word can be cut into syllables of pinyin, as names of Chinese places and people can."""
    rest = word.lower()
    while found := _SYLLABLE.match(rest):
        rest = rest[found.end() :]
    return not rest


_SYLLABLE = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|an(?![aeiou])|en(?![aeiou])|in(?![aeiou])|un(?![aeiou])|ai|ei|ui|ao|ou|iu|ia|ie|ua|uo|ue|er|a|e|i|o|u)"
)
_NAMES = (
    "China Chinese Beijing Shanghai Tianjin Chongqing Liaoning Dalian Shenyang Tibet Tibetan Mongolia Mongolian Uygur Hong Macao Taiwan "
    "Asian Asia European Europe Arctic Antarctic Pacific Internet Ethernet Bluetooth Java Kong Yangtze Yellow Pearl Manchurian Korean "
    "English Greek Latin Roman Arabic Global Things"
)
_PROPER = frozenset(_NAMES.split())
_ENDINGS = (
    "tion", "sion", "ment", "ity", "ance", "ence", "ical", "ional", "ing", "ology", "ness", "ive", "able", "ible", "ture", "ware",
    "ations", "ments", "ities", "ings", "ers", "ular", "ized", "ised", "ated", "tics",
)  # fmt: skip
_WORDS = (
    "access accuracy acoustics action activity agriculture air alarm algorithm analysis and animal annex app apparatus application "
    "approach area article aspect asset audit authority base based basic battery beam behavior between board body boundary box bridge "
    "building business by cable calculation camera capability carbon card care case category cell center centralized centre chain "
    "change chart chemical child circuit city classification clean client clinical cloud coal coating code coding collection college "
    "color common communication community company compatibility component composite computer concept concrete condition conformity "
    "connection consumer content contract control cooling core cost county course credit criteria criterion crop culture current "
    "customer cycle data database date decision defect definition delivery demand department description design detail determination "
    "device digital dimension directory disaster disease disposal district document domestic drawing drug during dust dynamic early "
    "earth ecological economic education effect efficiency elderly electric electrical electricity electronic element elevator "
    "emergency emission energy engineering enterprise environment environmental equipment error evaluation event evidence examination "
    "exchange exhibition explosion export facility factor factory family farm farmer feed fertilizer fiber field file film fire fish "
    "fitting flow food for forest form format formula framework fresh from fruit fuel function fund garden gas general geographic "
    "glass gold good goods government grade grain graphical green grid ground group guarantee guidance guide guideline handling "
    "hardware health heat heating high highway home hospital hotel house household housing human identification image impact "
    "implementation import in index indicator indoor industrial industry information infrastructure inspection installation "
    "institution instruction instrument insulation integrated integration intelligent interchange interface internal interoperability "
    "inventory iron item key kitchen knowledge label laboratory land language layer leather level library life light lighting limit "
    "line liquid list livestock loan location logistics machine machinery maintenance management manual manufacture manufacturing map "
    "marine mark market marking material maturity meal measure measurement meat mechanical media medical medicine meeting metadata "
    "metal meter method milk mine mining mobile mode model module monitoring motor municipal name natural network node noise notation "
    "number nursing object occupational of office oil on online open operation optical order organic organization packaging paint "
    "paper parameter park part participant party passenger path patient pattern payment people performance personal personnel pest "
    "petroleum physical pipe pipeline place plan plane planning plant plastic platform point policy pollution population port power "
    "practice precision preparation press pressure prevention price principle procedure process processing product production "
    "professional program project property protection protocol provider public pump purchase quality quantity radio rail railway "
    "range rate raw record recovery recycling reference region register registration regulation reliability remote repair report "
    "requirement rescue research residential residue resource response restoration review rice risk river road robot room rubber rule "
    "rural safety sale sample sampling sanitation scale scenic school science screen sea security seed seedling semantic sensor "
    "sequence series server service set sharing sheet ship shop signal site size skill sludge smart social software soil solid "
    "solution source space special specification sport staff standard standardization state station statistical statistics status "
    "steel storage store strategy street structure student study subsystem supervision supply support surface survey sustainable "
    "switch symbol system table tea teaching team technical technique technology temperature term terminal terminology test testing "
    "text textile the theory thermal ticket timber time tire title to tool tourism tower town toy trace traceability trade "
    "traditional traffic train training transaction transfer transport transportation treatment tree truck tunnel type under unit "
    "universal unmanned update urban use user value vehicle verification vessel video village virtual vision vocabulary voltage "
    "volume waste water wear weather weight welding wheat wind wireless with wood work worker workflow workplace workshop year zone"
)
_COMMON = frozenset(_WORDS.split())
