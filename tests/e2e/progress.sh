#!/bin/bash
# What a build says of its progress: on a terminal a line that is gone at the end, anywhere else nothing.
cd "$(dirname "$0")/../.." || exit 1
CONGBO=${CONGBO:-$PWD/build/release/congbo} exec python3 - <<'PY'
import os, pty, re, subprocess, sys, tempfile

congbo = os.environ["CONGBO"]
work = tempfile.TemporaryDirectory()
site = os.path.join(work.name, "site")
environment = dict(os.environ, LC_ALL="C.UTF-8")
subprocess.run([congbo, "new", site, "-q"], check=True, env=environment)
# pages enough for a build that lasts: a long text each
for i in range(200):
    for language, title in (("vi", "Trang"), ("en", "Page")):
        with open(f"{site}/content/page-{i}.{language}.md", "w", encoding="utf-8") as page:
            page.write(f"---\ntitle: {title} {i}\n---\n\n" + f"{title} *{i}*.\n\n" * 1500)

def on_terminal(*options):
    """All bytes of a build whose standard error is a terminal, and what stands on it in the end."""
    main, terminal = pty.openpty()
    process = subprocess.Popen([congbo, "-C", site, *options], stdout=subprocess.DEVNULL, stderr=terminal, env=environment)
    os.close(terminal)
    text = b""
    while True:
        try:
            piece = os.read(main, 1 << 16)
        except OSError:
            piece = b""
        if not piece:
            break
        text += piece
    os.close(main)
    assert process.wait() == 0
    text = text.decode()
    return text, re.sub(r"(?:^|\r)[^\r\n\033]*\033\[K", "", text)

n = failed = 0
def ok(good, name):
    global n, failed
    n += 1
    failed += not good
    print(("ok" if good else "not ok") + f" {n} - {name}", flush=True)

text, left = on_terminal("build", "--jobs", "1")
counts = [(int(a), int(b)) for a, b in re.findall(r"\rmaking pages (\d+)/(\d+)\033\[K", text)]
pages = len([f for _, _, files in os.walk(site + "/public") for f in files if f.endswith(".html")])
ok(counts == sorted(counts) and counts and all(total == pages for _, total in counts), f"on a terminal a long build counts its pages ({len(counts)} times, of {pages})")
ok(text.endswith("\r\033[K") and left == "", "and nothing of it is left")
ok("dựng trang" in on_terminal("--lang", "vi", "build", "--jobs", "1", "--out", site + "/../vi")[0], "in Vietnamese where that is asked for")
ok(on_terminal("build", "-q")[0] == "", "a quiet build shows nothing")
done = subprocess.run([congbo, "-C", site, "build", "--jobs", "1"], capture_output=True, env=environment)
ok(done.returncode == 0 and done.stderr == b"", "nor does one whose standard error is no terminal")
sys.exit(failed > 0)
PY
