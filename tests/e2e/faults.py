"""Accidents: the n-th call of each kind fails, n = 1, 2, … until none does, and after each the folder is the site of
before or the new one, whole. Prints TAP. With FAULTS=all every n is tried, else fewer as n grows; with FAULTS=few very
few, and no other accident, for memcheck, under which a build takes long."""
import errno, os, random, resource, shutil, signal, socket, subprocess, sys, tempfile, time

from small_site import CONGBO, HERE, add_past, append, git, make_site, ok, tree, write
import small_site

ALL, FEW = (os.environ.get("FAULTS") == word for word in ("all", "few"))
with open(CONGBO, "rb") as program:
    SANITIZED = b"__asan_init" in program.read()  # such a program asks for terabytes of addresses, and ends where it gets none
KINDS = {"open": (errno.EMFILE, errno.EACCES), "read": (errno.EIO,), "write": (errno.ENOSPC,), "close": (errno.EIO,),
         "mkdir": (errno.ENOSPC,), "link": (errno.EMLINK,), "rename": (errno.EACCES, errno.EINVAL),
         "unlink": (errno.EACCES,), "stat": (errno.EIO,), "chmod": (errno.EPERM,), "flock": (errno.ENOLCK,),
         "fsync": (errno.EIO,), "truncate": (errno.ENOSPC,), "opendir": (errno.ENOMEM,), "readdir": (errno.EIO,),
         "malloc": (errno.ENOMEM,)}


def change(site):
    """What a clerk does in a day: a figure, a page, a new page, one that goes."""
    append(site, "content/index.vi.md", "\nThêm một dòng.\n")
    for language in ("vi", "en"):
        write(site, f"content/moi/mot.{language}.md", "---\ntitle: Mot\n---\nMot.\n")
        os.unlink(os.path.join(site, f"content/cu/hai.{language}.md"))
    append(site, "data/figures.csv", "c,3\n")


class Work:
    def __init__(self):
        self.top = os.path.realpath(tempfile.mkdtemp(prefix="faults."))
        self.old_site, self.site, self.out = (os.path.join(self.top, name) for name in ("old", "new", "public"))
        self.mark, self.library = os.path.join(self.top, "fired"), os.path.join(self.top, "faults.so")
        make_site(self.old_site)
        add_past(self.old_site)
        shutil.copytree(self.old_site, self.site)
        change(self.site)
        subprocess.run([os.environ.get("CC", "gcc"), "-O1", "-shared", "-fPIC", "-o", self.library,
                        os.path.join(HERE, "faults.c"), "-ldl"], check=True)
        self.old, self.new = self.made(self.old_site), self.made(self.site)
        self.kept = os.path.join(self.top, "kept")
        self.build(self.old_site)
        os.rename(self.out, self.kept)
        self.now = None

    def command(self, site, *more):
        return [CONGBO, "-C", site, "build", "--out", self.out, "-q", *more]

    def build(self, site, *more, **options):
        options.setdefault("stderr", subprocess.PIPE)
        return subprocess.run(self.command(site, *more), stdout=subprocess.DEVNULL, timeout=120 if FEW else 20, **options)

    def failing(self, kind, n, number):
        """The environment in which the n-th call of a kind fails."""
        return dict(os.environ, LD_PRELOAD=self.library, FAULT_CALL=kind, FAULT_AT=str(n), FAULT_ERRNO=str(number),
                    FAULT_MARK=self.mark, OMP_NUM_THREADS="1")

    def made(self, site):
        run = self.build(site)
        assert run.returncode == 0, run.stderr
        made = tree(self.out)
        shutil.rmtree(self.out)
        return made

    def before(self):
        """The old site stands, as it was left."""
        if self.now != self.old:
            shutil.rmtree(self.out, ignore_errors=True)
            shutil.copytree(self.kept, self.out)
            self.now = self.old

    def after(self, status):
        """What is wrong now, or None."""
        self.now = tree(self.out)
        if status not in (0, 3):
            return f"status {status}"
        if status == 0 and self.now != self.new:
            return "status 0, and the site is not the new one"
        if self.now not in (self.old, self.new):
            return f"status {status}, and the site is neither the old one nor the new"
        return None

    def leftovers(self):
        return [name for name in os.listdir(self.top) if name.startswith(".public")]


def numbers():
    n = 1
    while True:
        yield n
        n = 3 * n if FEW else n + 1 if ALL or n < 20 else n + 1 + n // 8


def fail_each(work, kind, number):
    wrong, runs = [], 0
    for n in numbers():
        work.before()
        if os.path.exists(work.mark):
            os.unlink(work.mark)
        try:
            run = work.build(work.site, "--jobs", "1", env=work.failing(kind, n, number))
        except subprocess.TimeoutExpired:
            wrong.append(f"n = {n}: it does not end")
            continue
        why = work.after(run.returncode)
        if why:
            wrong.append(f"n = {n}: {why}; {run.stderr.decode(errors='replace').strip()[:2000]}")
        elif run.returncode == 3 and not run.stderr:
            wrong.append(f"n = {n}: status 3 without a word")
        runs += 1
        if not os.path.exists(work.mark):
            break
    ok(not wrong, f"{kind} fails with {errno.errorcode[number]}: the old site or the new, {runs} runs", wrong)


def unlisted(work):
    """A file that does not belong to the site lies in a folder of it that cannot be listed."""
    if not shutil.which("strace"):
        ok(True, "a folder of the site that cannot be listed # SKIP no strace")
        return
    work.before()
    work.now, folder = None, os.path.join(work.out, "data")
    append(folder, "stray.csv", "a\n")
    strace = ["strace", "-f", "-o", "/dev/null", "-P", folder, "-e", "trace=getdents64", "-e", "inject=getdents64:error=EIO"]
    env = dict(os.environ, LSAN_OPTIONS="detect_leaks=0")  # which cannot be where somebody else traces
    run = subprocess.run([*strace, *work.command(work.old_site)], capture_output=True, timeout=60, env=env)
    ok(run.returncode == 0 and tree(work.out) == work.old, "a folder of the site that cannot be listed is made anew", [run])


def publish_each(work, kind, number):
    """The repository has the whole edition or none, and after a failure the next publish makes the same one."""
    wrong, kept, site = [], os.path.join(work.top, "unpublished"), os.path.join(work.top, "published")
    if not os.path.exists(kept):
        shutil.copytree(work.old_site, kept, symlinks=True)
    def publish(**options):
        return subprocess.run([CONGBO, "-C", site, "publish", "e2", "-q", "--jobs", "1"], capture_output=True, timeout=60, **options)
    def afresh():
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(kept, site, symlinks=True)
        return git(site, "for-each-ref")
    old = afresh()
    assert publish().returncode == 0
    new, n = git(site, "for-each-ref"), 0
    while n == 0 or os.path.exists(work.mark):
        n += 1 + n // (30 if ALL else 4)
        afresh()
        if os.path.exists(work.mark):
            os.unlink(work.mark)
        run = publish(env=work.failing(kind, n, number))
        now = git(site, "for-each-ref")
        if run.returncode not in (0, 3) or now not in (old, new) or (run.returncode == 0) != (now == new):
            wrong.append(f"n = {n}: status {run.returncode}, the references are {now.split()}")
        elif run.returncode and (not run.stderr or publish().returncode or git(site, "for-each-ref") != new):
            wrong.append(f"n = {n}: {run.stderr.decode(errors='replace')[:200]}; the next publish does not mend it")
    ok(not wrong, f"{kind} fails with {errno.errorcode[number]} while an edition is published: that edition or none", wrong)


def kill_each(work, number, most):
    """Killed ever later, until a build comes to its end; FAULTS=all: at moments that chance chooses."""
    wrong, delay, runs = [], 0.002, 0
    for _ in range(400 if ALL else most):
        work.before()
        start = subprocess.Popen(work.command(work.site), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        start.send_signal(number)
        status = start.wait()
        runs += 1
        why = work.after(0 if status == 0 else 3)
        if status not in (0, -number):
            why = f"status {status}"
        if why:
            wrong.append(f"after {delay:.3f} s: {why}")
        delay = random.uniform(0, 0.25) if ALL else delay + 0.002
        if status == 0 and not ALL:
            break
    ok(not wrong, f"{signal.Signals(number).name} at {runs} moments: it dies of it, the old site or the new", wrong)
    work.before()
    run = work.build(work.site)
    ok(work.after(run.returncode) is None and not work.leftovers(), "and the next build leaves nothing behind",
       [run.stderr, work.leftovers()])


def limited(work, name, what, *values):
    wrong = []
    for value in values:
        work.before()
        def limit():
            resource.setrlimit(what, (value, value))
        run = work.build(work.site, preexec_fn=limit)
        if run.returncode == 127 and b"shared" in run.stderr:
            continue  # the loader, before there is a program
        why = work.after(run.returncode) or (run.returncode and not run.stderr and "not a word")
        if why:
            wrong.append(f"{value}: {why}; {run.stderr.decode(errors='replace')[:200]}")
    ok(not wrong, name, wrong)


def full_disk(work):
    """A disk of our own with ever more room, where we may mount one."""
    disk = os.path.join(work.top, "disk")
    os.mkdir(disk)
    wrong, done = [], False
    for size in range(64, 4096, 96):
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", disk], stderr=subprocess.DEVNULL).returncode:
            ok(True, "a full disk # SKIP no right to mount one")
            return
        command = [CONGBO, "-C", work.site, "build", "--out", os.path.join(disk, "public"), "-q"]
        run = subprocess.run(command, capture_output=True, timeout=120)
        now = tree(os.path.join(disk, "public"))
        done = run.returncode == 0
        if run.returncode not in (0, 3) or now != (work.new if done else {}):
            wrong.append(f"{size} kB: status {run.returncode}, {len(now)} files")
        subprocess.run(["umount", disk], check=True)
        if done:
            break
    ok(not wrong and done, "a full disk: nothing or all", wrong)


def read_only(work):
    """As somebody who may not write there."""
    if os.getuid() != 0 or not shutil.which("setpriv"):
        ok(True, "a folder that may not be written # SKIP not root")
        return
    work.before()
    os.chmod(work.top, 0o755)
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *work.command(work.site)]
    run = subprocess.run(command, capture_output=True, timeout=120)
    why = work.after(run.returncode)
    ok(run.returncode == 3 and not why and run.stderr, "a folder that may not be written ends with 3", [why, run.stderr])


def no_room_aside(work):
    """The disk is full where the bodies of pages wait."""
    disk = os.path.join(work.top, "aside")
    os.mkdir(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], stderr=subprocess.DEVNULL).returncode:
        ok(True, "no room for temporary files # SKIP no right to mount a disk")
        return
    try:
        with open(os.path.join(disk, "full"), "wb", buffering=0) as file:
            while file.write(bytes(4096)) == 4096:
                pass
    except OSError:
        pass
    work.before()
    run = work.build(work.site, env=dict(os.environ, TMPDIR=disk))
    why = work.after(run.returncode)
    subprocess.run(["umount", disk], check=True)
    ok(run.returncode == 3 and not why and run.stderr, "no room for temporary files ends with 3", [why, run])


def rewritten(path, text, i):
    with open(path + "~", "w", encoding="utf-8") as file:
        file.write(text + "\n\nDòng nữa.\n" * (i % 7))
    os.rename(path + "~", path)


def cut_short(path, text, i):
    os.truncate(path, len(text) * (i % 5) // 5)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def gone_and_back(path, text, i):
    os.rename(path, path + "~")
    os.rename(path + "~", path)


def folder_gone_and_back(path, text, i):
    folder = os.path.dirname(path)
    os.rename(folder, folder + "~")
    os.rename(folder + "~", folder)


def moving_source(work, name, move):
    """A source changes all the time: each build ends, and what it leaves is whole."""
    wrong, path = [], os.path.join(work.site, name)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for i in range(100 if ALL else 15):
        work.before()
        build = subprocess.Popen(work.command(work.site), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while build.poll() is None:
            move(path, text, i)
            i += 1
        said = build.stderr.read()
        build.stderr.close()
        work.now = tree(work.out)
        whole = work.now == work.old if build.returncode else "404.html" in work.now
        if build.returncode not in (0, 1, 3) or not whole or (build.returncode and not said):
            wrong.append(f"status {build.returncode}, {len(work.now)} files of {len(work.new)}; {said[:200]}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    ok(not wrong, f"{name} {move.__name__.replace('_', ' ')} meanwhile: the old site or a whole new one", wrong)


def moving_past(work):
    """Git packs what it has while builds read."""
    wrong = []
    for i in range(20 if ALL else 5):
        work.before()
        build = subprocess.Popen(work.command(work.site), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        git(work.site, "repack", "-adfq", f"--window={i}")
        git(work.site, "pack-refs", "--all")
        said = build.communicate()[1]
        why = work.after(build.returncode)
        if why or (build.returncode and not said):
            wrong.append(f"{why} {said[:200]}")
        git(work.site, "tag", "-a", "-m", "no edition", f"t{i}")
    ok(not wrong, "git packs its objects meanwhile: the old site or the new", wrong)


def beside_preview(work):
    """A preview builds into the same folder."""
    work.before()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [CONGBO, "-C", work.site, "serve", "--out", work.out, "--port", str(port)]
    preview = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wrong = []
    for i in range(20 if ALL else 6):
        write(work.site, f"content/moi/{i}.vi.md", f"---\ntitle: {i}\n---\n")
        write(work.site, f"content/moi/{i}.en.md", f"---\ntitle: {i}\n---\n")
        time.sleep(random.uniform(0, 0.3))
        for language in ("vi", "en"):
            os.unlink(os.path.join(work.site, f"content/moi/{i}.{language}.md"))
        run = work.build(work.site)
        if run.returncode != 0 and b"content/moi" not in run.stderr:
            wrong.append(f"{run}")
    alive = preview.poll() is None
    preview.send_signal(signal.SIGINT)
    said = preview.communicate()[1]
    run = work.build(work.site)
    why = work.after(run.returncode)
    ok(alive and not wrong and not why and not work.leftovers(), "beside a preview: builds take turns", [why, said[:200], *wrong])


def closed_pipe(work):
    work.before()
    wrong = []
    for broken in ("stdout", "stderr", "both"):
        ends = os.pipe()
        os.close(ends[0])
        options = {name: ends[1] for name in ("stdout", "stderr") if broken in (name, "both")}
        options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **options}
        run = subprocess.run(work.command(work.site)[:-1], timeout=120, **options)
        os.close(ends[1])
        status = run.returncode
        why = work.after(0 if status in (0, 3, -signal.SIGPIPE) and tree(work.out) == work.new else status)
        if why and not (status in (3, -signal.SIGPIPE) and work.now in (work.old, work.new)):
            wrong.append(f"{broken}: {why}")
    ok(not wrong, "a closed pipe harms no site", wrong)


def two_at_once(work):
    wrong = []
    for i in range(10):
        work.before()
        builds = [subprocess.Popen(work.command(site), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                  for site in (work.site, work.old_site, work.site)]
        said = [build.communicate()[1] for build in builds]
        statuses = [build.returncode for build in builds]
        work.now = tree(work.out)
        if any(statuses) or work.now not in (work.old, work.new) or work.leftovers():
            wrong.append(f"statuses {statuses}, {work.leftovers()}, {said}")
    ok(not wrong, "three builds at once take turns", wrong)


def other_accidents(work):
    kill_each(work, signal.SIGKILL, 60)
    kill_each(work, signal.SIGTERM, 30)
    kill_each(work, signal.SIGINT, 30)
    limited(work, "no file may be large: the old site or the new", resource.RLIMIT_FSIZE,
            *(() if SANITIZED else (0,)), 1 << 10, 4 << 10, 8 << 10, 16 << 10, 32 << 10, 64 << 10)
    limited(work, "few file descriptors: the old site or the new", resource.RLIMIT_NOFILE, *range(3, 24), *range(24, 65, 8))
    if not SANITIZED:
        limited(work, "little memory: the old site or the new", resource.RLIMIT_AS, *(i << 20 for i in range(40, 400, 24)))
    full_disk(work)
    read_only(work)
    closed_pipe(work)
    two_at_once(work)
    no_room_aside(work)
    for name in ("content/index.vi.md", "data/figures.csv", "congbo.yaml"):
        for move in (rewritten, cut_short, gone_and_back) if name.startswith("content") else (cut_short, folder_gone_and_back):
            if not (name == "congbo.yaml" and move is folder_gone_and_back):
                moving_source(work, name, move)
    moving_past(work)
    beside_preview(work)
    unlisted(work)
    for kind in ("readdir", "open", "write", "fsync", "rename"):
        publish_each(work, kind, KINDS[kind][0])


def main():
    work = Work()
    try:
        for kind, numbers_of in KINDS.items():
            for number in numbers_of:
                fail_each(work, kind, number)
        if not FEW:
            other_accidents(work)
    finally:
        shutil.rmtree(work.top, ignore_errors=True)
    print(f"1..{small_site.count}")
    sys.exit(small_site.failed != 0)


main()
