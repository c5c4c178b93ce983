"""The stamp of a build: whatever happens to a site, what `congbo build` leaves is what a build leaves that knows nothing of an
earlier one, made of a copy elsewhere; and where nothing happened it does nothing. Prints TAP. STAMPS=N: so many random accidents."""
import os, random, shutil, signal, subprocess, sys, tempfile, time

from small_site import CONGBO, HERE, add_past, append, commit, congbo, git, make_site, ok, tree, write
import small_site

PAGE, TABLE = "content/index.vi.md", "data/figures.csv"


class Work:
    def __init__(self):
        self.top = os.path.realpath(tempfile.mkdtemp(prefix="stamp."))
        self.repo = self.site = os.path.join(self.top, "site")
        self.at = 0

    def path(self, *names):
        return os.path.join(self.site, *names)

    def stamp(self):
        """What tells one stamp from the next; None where there is none."""
        try:
            status = os.stat(self.path(".congbo/built"))
        except OSError:
            return None
        return status.st_ino, status.st_ctime_ns

    def build(self, *words, **options):
        return congbo(self.site, "build", "-q", *words, **options)

    def scratch(self, *words):
        """A build of a copy, which knows of none before it."""
        copy = os.path.join(self.top, "copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.repo, copy, symlinks=True, ignore=shutil.ignore_patterns("public", ".congbo", ".public.*"))
        made = congbo(os.path.join(copy, os.path.relpath(self.site, self.repo)), "build", "-q", "--out", os.path.join(copy, "out"), *words)
        return made.returncode, tree(os.path.join(copy, "out")), made.stderr

    def settle(self, *words):
        """Builds until a stamp is kept, which needs files that have lain for a moment."""
        for _ in range(5):
            time.sleep(0.03)
            self.build(*words)
            if self.stamp():
                break
        assert self.stamp(), "no stamp is kept"

    def differs(self, *words):
        """What is wrong after one more build, or None."""
        made = self.build(*words)
        status, wanted, said = self.scratch(*words)
        if made.returncode != status:
            return f"status {made.returncode}, and {status} from nothing: {made.stderr[:300]}"
        if status:
            return None
        if made.stderr != said:
            return f"says {made.stderr[:200]}, and {said[:200]} from nothing"
        now = tree(self.path("public"))
        wrong = sorted(path for path in now.keys() | wanted.keys() if now.get(path) != wanted.get(path))
        left = [name for name in os.listdir(self.site) if name.startswith(".public.")]
        return f"differ: {wrong[:4]}" if wrong else f"left over: {left}" if left else None


def new(work, past=True):
    """The site as it was at first."""
    for name in os.listdir(work.top):
        if name != "first":
            path = os.path.join(work.top, name)
            shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
    work.repo = work.site = os.path.join(work.top, "site")
    if not past:
        return make_site(work.site)
    first = os.path.join(work.top, "first")
    if not os.path.isdir(first):
        make_site(first)
        add_past(first)
    shutil.copytree(first, work.site, symlinks=True)


def hide(path, change):
    """Changes a file, and gives it the times that it had."""
    status = os.stat(path)
    change(path)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def swap_letters(path):
    """Other bytes, as many of them: the last letter of its last word."""
    with open(path, "r+b") as file:
        at = len(file.read()) - 3
        file.seek(at)
        letter = b"n" if file.read(1) == b"g" else b"g"
        file.seek(at)
        file.write(letter)


def replace_like(path):
    """Another file in its place, with its size and times: cp -a, rsync -t."""
    copy = path + ".copy"
    shutil.copy2(path, copy)
    swap_letters(copy)
    shutil.copystat(path, copy)
    os.rename(copy, path)


# ---- what may happen; each is done to a site whose stamp holds ----

def same_size(work):
    hide(work.path(PAGE), swap_letters)

def same_size_data(work):
    hide(work.path(TABLE), lambda path: write(work.site, TABLE, open(path).read().replace("b,2", "b,3")))

def replaced(work):
    replace_like(work.path(PAGE))

def replaced_folder(work):
    shutil.copytree(work.path("content"), work.path("content.new"))
    swap_letters(work.path("content.new/index.vi.md"))
    shutil.copystat(work.path("content"), work.path("content.new"))
    shutil.rmtree(work.path("content"))
    os.rename(work.path("content.new"), work.path("content"))

def new_page(work):
    work.at += 1
    for language in ("vi", "en"):
        write(work.site, f"content/them/p{work.at}.{language}.md", f"---\ntitle: P{work.at}\n---\nP.\n")

def page_gone(work):
    for language in ("vi", "en"):
        os.path.exists(work.path(f"content/cu/hai.{language}.md")) and os.unlink(work.path(f"content/cu/hai.{language}.md"))

def page_renamed(work):
    work.at += 1
    for language in ("vi", "en"):
        for name in sorted(os.listdir(work.path("content/moi"))):
            if name.endswith(f".{language}.md"):
                os.rename(work.path("content/moi", name), work.path(f"content/moi/q{work.at}.{language}.md"))

def warned(work):
    write(work.site, "content/le.vi.md", "---\ntitle: Lẻ\n---\nTrang.\n")

def settings(work):
    hide(work.path("congbo.yaml"), lambda path: write(work.site, "congbo.yaml", open(path).read().replace("en: Ward", "en: Word")))

def own_theme(work):
    work.at += 1
    write(work.site, "themes/default/assets/site.css", f"body {{ margin: {work.at}px }}\n")

def no_theme(work):
    shutil.rmtree(work.path("themes"), ignore_errors=True)

def output_edited(work):
    hide(work.path("public/index.html"), lambda path: os.truncate(path, os.path.getsize(path) - 1) or append("", path, "x"))

def output_gone(work):
    os.unlink(work.path("public/moi/index.html") if os.path.exists(work.path("public/moi/index.html")) else work.path("public/index.html"))

def output_stray(work):
    work.at += 1
    write(work.site, f"public/cu/stray{work.at}.html", "stray")

def output_folder(work):
    shutil.copytree(work.path("public"), work.path("public.copy"))
    shutil.rmtree(work.path("public"))
    os.rename(work.path("public.copy"), work.path("public"))
    append(work.site, "public/index.html", "x")

def output_all_gone(work):
    shutil.rmtree(work.path("public"))

def output_of_other_options(work):
    work.build("--base-url", "https://other.example/")

def output_of_drafts(work):
    write(work.site, "content/nhap.vi.md", "---\ntitle: Nháp\ndraft: true\n---\nN.\n")
    write(work.site, "content/nhap.en.md", "---\ntitle: Draft\ndraft: true\n---\nN.\n")
    work.build("--drafts")

def output_of_revision(work):
    work.build("--rev", "HEAD~1")

def output_elsewhere(work):
    work.build("--out", os.path.join(work.top, "elsewhere"))

def without_history(work):
    work.build("--no-history")

def other_day(work):
    work.build("--now", "2027-02-03")

def committed(work):
    append(work.site, TABLE, f"k{work.at},{work.at}\n")
    work.at += 1
    commit(work.site, "more")

def reworded(work):
    git(work.site, "commit", "-q", "--allow-empty", "--amend", "-m", "other words", "--date", "2026-01-02T03:04:05Z")

def edition(work):
    work.at += 1
    git(work.site, "status", "--porcelain") and commit(work.site, "all")
    congbo(work.site, "publish", f"x{work.at}", "-q")

def tag_gone(work):
    tags = git(work.site, "tag", "-l", "edition/*").split()
    tags and git(work.site, "tag", "-d", tags[-1])

def packed(work):
    git(work.site, "gc", "-q", "--prune=now")

def git_gone(work):
    shutil.rmtree(work.path(".git"))

def killed(work):
    append(work.site, PAGE, "\nThêm.\n")
    start = subprocess.Popen([CONGBO, "-C", work.site, "build", "-q"], stderr=subprocess.DEVNULL)
    time.sleep(random.uniform(0, 0.12))
    start.send_signal(signal.SIGKILL)
    start.wait()

def killed_unstamped(work):
    start = subprocess.Popen([CONGBO, "-C", work.site, "build", "-q", "--rev", "HEAD~1"], stderr=subprocess.DEVNULL)
    time.sleep(random.uniform(0, 0.12))
    start.send_signal(signal.SIGKILL)
    start.wait()

def left_over(work):
    os.mkdir(work.path(".public.new"))
    write(work.site, ".public.scratch/0", "x")

def edited_meanwhile(work):
    append(work.site, PAGE, "\nThêm.\n")
    time.sleep(0.03)
    start = subprocess.Popen([CONGBO, "-C", work.site, "build", "-q"], stderr=subprocess.DEVNULL)
    time.sleep(random.uniform(0, 0.15))
    hide(work.path(PAGE), swap_letters)
    start.wait()

def two_at_once(work):
    append(work.site, PAGE, "\nThêm.\n")
    starts = [subprocess.Popen([CONGBO, "-C", work.site, "build", "-q", *more], stderr=subprocess.DEVNULL)
              for more in ((), ("--base-url", "https://other.example/"), ())]
    for start in starts:
        start.wait()

def stamp_cut(work):
    os.truncate(work.path(".congbo/built"), random.randrange(os.path.getsize(work.path(".congbo/built"))))
    append(work.site, "public/index.html", "x")

def stamp_copied(work):
    """A stamp of before, brought back after a change."""
    shutil.copy2(work.path(".congbo/built"), os.path.join(work.top, "built"))
    swap_letters(work.path(PAGE))
    work.settle()
    shutil.copy2(os.path.join(work.top, "built"), work.path(".congbo/built"))

def stamp_of_others(work):
    """The stamp of a copy: cp -a takes it along."""
    subprocess.run(["cp", "-a", work.site, os.path.join(work.top, "twin")], check=True)
    shutil.rmtree(work.site)
    os.rename(os.path.join(work.top, "twin"), work.site)
    hide(work.path(PAGE), swap_letters)

EVENTS = (same_size, same_size_data, replaced, replaced_folder, new_page, page_gone, page_renamed, warned, settings, own_theme, no_theme,
          output_edited, output_gone, output_stray, output_folder, output_all_gone, output_of_other_options, output_of_drafts,
          output_of_revision, output_elsewhere, without_history, other_day, committed, reworded, edition, tag_gone, packed, git_gone,
          killed, killed_unstamped, left_over, edited_meanwhile, two_at_once, stamp_cut, stamp_copied, stamp_of_others)


def one_by_one(work):
    for event in EVENTS:
        new(work)
        work.settle()
        wrong, repeats = [], 4 if event in (killed, killed_unstamped, edited_meanwhile) else 1
        for _ in range(repeats):
            event(work)
            wrong.append(work.differs())
        ok(not any(wrong), "after all: " + (event.__doc__ or event.__name__.replace("_", " ")).split("\n")[0], filter(None, wrong))


def nothing_done(work, past, name):
    new(work, past)
    work.settle()
    before, stamp = os.stat(work.path("public/index.html")), work.stamp()
    made = work.build()
    ok(made.returncode == 0 and work.stamp() == stamp and os.stat(work.path("public/index.html")) == before and not work.differs(), name)
    said = congbo(work.site, "build")
    ok(work.stamp() == stamp and b"0 " in said.stdout, f"{name}, and says that it wrote nothing", [said.stdout])


def options_apart(work):
    """A stamp is of its options: none is taken for another's."""
    new(work)
    write(work.site, "content/nhap.vi.md", "---\ntitle: Nháp\ndraft: true\n---\nN.\n")
    write(work.site, "content/nhap.en.md", "---\ntitle: Draft\ndraft: true\n---\nN.\n")
    wrong = []
    for words in ((), ("--drafts",), ("--base-url", "https://b.example/"), ("--no-history",), ("--now", "2026-12-31"), ()):
        work.settle(*words)
        wrong.append(work.differs(*words))
    ok(not any(wrong), options_apart.__doc__, filter(None, wrong))


def said_again(work):
    """What the last build said is said again, in the language and form that are asked for now."""
    new(work, past=False)
    warned(work)
    work.settle()
    wrong, stamp = [], work.stamp()
    for words in ((), ("--lang", "vi"), ("--format", "json"), ("--strict",), ("--strict", "--lang", "vi", "--format", "json")):
        made = work.build(*words)
        copy = os.path.join(work.top, "copy")
        work.scratch()
        wanted = congbo(copy, "build", "-q", "--out", os.path.join(copy, "other"), *words)
        if (made.returncode, made.stdout, made.stderr) != (wanted.returncode, wanted.stdout, wanted.stderr) or work.stamp() != stamp:
            wrong.append(f"{words}: {made}, {wanted}")
    ok(not wrong and made.returncode == 1, said_again.__doc__, wrong)


def moved_within(work):
    """A site that is moved within its repository has another past."""
    new(work, past=False)
    inner = os.path.join(work.site, "ward-a")
    os.mkdir(inner)
    for name in ("congbo.yaml", "content", "data", ".gitignore"):
        os.rename(work.path(name), os.path.join(inner, name))
    git(work.repo, "init", "-q")
    commit(work.repo, "first")
    write(inner, TABLE, "id,value\na,9\nb,2\n")
    commit(work.repo, "second")
    work.site = inner
    work.settle()
    os.rename(inner, os.path.join(work.repo, "ward-b"))
    work.site = os.path.join(work.repo, "ward-b")
    why = work.differs()
    ok(not why, moved_within.__doc__, [why])


def link_for_stamp(work):
    """A link at .congbo is not followed: nothing is written, read or removed there."""
    new(work, past=False)
    other = os.path.join(work.top, "other")
    write(other, "built", "mine")
    os.symlink(other, work.path(".congbo"))
    why = work.differs() or work.differs()
    with open(os.path.join(other, "built"), encoding="utf-8") as file:
        ok(not why and file.read() == "mine" and os.listdir(other) == ["built"], link_for_stamp.__doc__, [why, os.listdir(other)])
    os.unlink(work.path(".congbo"))
    os.symlink("/nowhere", work.path(".congbo"))
    why = work.differs()
    write(work.top, "file", "x")
    os.unlink(work.path(".congbo"))
    shutil.copy(os.path.join(work.top, "file"), work.path(".congbo"))
    why = why or work.differs() or work.differs()
    ok(not why, "nor is one that leads nowhere, and a file there harms nobody", [why])


def read_only(work):
    """Where no stamp may be kept, builds are made."""
    if os.getuid() != 0 or not shutil.which("setpriv"):
        ok(True, f"{read_only.__doc__} # SKIP not root")
        return
    new(work, past=False)
    os.chmod(work.top, 0o755)
    out = os.path.join(work.top, "out")
    os.mkdir(out)
    os.mkdir(os.path.join(out, "up"))
    os.chown(os.path.join(out, "up"), 65534, 65534)
    as_other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", CONGBO, "-C", work.site, "build", "-q",
                "--out", os.path.join(out, "up/public")]
    first = subprocess.run(as_other, capture_output=True)
    swap_letters(work.path(PAGE))
    second = subprocess.run(as_other, capture_output=True)
    wanted = work.scratch()[1]
    ok(first.returncode == second.returncode == 0 and tree(os.path.join(out, "up/public")) == wanted and not os.path.exists(work.path(".congbo")),
       read_only.__doc__, [first.stderr, second.stderr])


def other_program(work):
    """Another program, or another default theme, holds to no stamp of this one's."""
    new(work, past=False)
    prefix = os.path.join(work.top, "prefix")
    os.makedirs(os.path.join(prefix, "bin"))
    shutil.copy(CONGBO, os.path.join(prefix, "bin"))
    shutil.copytree(os.path.join(HERE, "../../themes/default"), os.path.join(prefix, "share/congbo/themes/default"))
    here, small_site.CONGBO = small_site.CONGBO, os.path.join(prefix, "bin/congbo")
    work.settle()
    css = os.path.join(prefix, "share/congbo/themes/default/assets/site.css")
    hide(css, lambda path: append("", path, "/* */\n"))
    why = work.differs()
    work.settle()
    stamp = work.stamp()
    shutil.copy(os.path.join(prefix, "bin/congbo"), os.path.join(prefix, "bin/new"))
    os.rename(os.path.join(prefix, "bin/new"), os.path.join(prefix, "bin/congbo"))
    work.build()
    ok(not why and work.stamp() != stamp, other_program.__doc__, [why])
    small_site.CONGBO = here


def chance(work, times):
    """Accidents in any order."""
    seed = int(os.environ.get("SEED", "1"))
    random.seed(seed)
    events = [event for event in EVENTS if event is not git_gone]
    wrong, done = [], []
    for i in range(times):
        if i % 25 == 0:
            new(work)
            done = []
        if not work.stamp() and random.random() < 0.8:
            work.settle()
        event = random.choice(events)
        if event in (stamp_cut, stamp_copied) and not work.stamp():
            continue
        done.append(event.__name__)
        try:
            event(work)
        except (OSError, ValueError, subprocess.CalledProcessError):
            done.append("(not possible here)")
        why = work.differs()
        if why:
            wrong.append(f"seed {seed}, {' '.join(done[-6:])}: {why}")
    ok(not wrong, f"{times} of them, one after another", wrong)


def main():
    work = Work()
    try:
        nothing_done(work, False, "nothing changed: it does nothing")
        nothing_done(work, True, "so too where there is a past")
        one_by_one(work)
        options_apart(work)
        said_again(work)
        moved_within(work)
        link_for_stamp(work)
        read_only(work)
        other_program(work)
        chance(work, int(os.environ.get("STAMPS", "20")))
    finally:
        shutil.rmtree(work.top, ignore_errors=True)
    print(f"1..{small_site.count}")
    sys.exit(small_site.failed != 0)


main()
