#!/bin/bash
# congbo serve, asked as a browser asks and as an attacker does. The asking is Python's http.client and raw sockets.
cd "$(dirname "$0")/../.." || exit 1
CONGBO=${CONGBO:-$PWD/build/release/congbo} exec python3 - <<'PY'
import atexit, http.client, json, os, re, resource, shutil, signal, socket, subprocess, sys, tempfile, threading, time

congbo = os.environ["CONGBO"]
work = tempfile.mkdtemp()
atexit.register(shutil.rmtree, work, ignore_errors=True)
n = failed = 0

def ok(good, name):
    global n, failed
    n += 1
    failed += not good
    print(("ok" if good else "not ok") + f" {n} - {name}", flush=True)

def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]

def read(path):
    with open(path, "rb") as file:
        return file.read()

def write(path, text):
    """As an editor does: beside it, then in its place."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + "~", "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(path + "~", path)

class Server:
    def __init__(self, site, *options):
        self.port = free_port()
        self.site = site
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        self.process = subprocess.Popen([congbo, "-C", site, "serve", "--port", str(self.port), *options], env=environment,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
        atexit.register(self.process.kill)
        self.said = ""
        while "http://" not in self.said:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("the server ended: " + self.process.stderr.read())
            self.said += line
        for stream in (self.process.stdout, self.process.stderr):
            threading.Thread(target=self.drain, args=(stream,), daemon=True).start()
        for _ in range(200):
            try:
                self.ask("/")
                return
            except OSError:
                time.sleep(0.02)

    def drain(self, stream):
        for line in stream:
            self.said += line

    def ask(self, path, method="GET", body=None, **headers):
        """Status, headers, bytes; the path goes out as it is. Underscores in names of headers are hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        answer = response.status, response.headers, response.read()
        connection.close()
        return answer

    def raw(self, text):
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as s:
            s.sendall(text)
            s.shutdown(socket.SHUT_WR)
            answer = b""
            while piece := s.recv(1 << 16):
                answer += piece
            return answer

    def events(self):
        """The stream of what browsers are told, from now on."""
        s = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        s.sendall(f"GET /.congbo/events HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        text = b""
        while True:
            while b"\n\n" in text:
                event, text = text.split(b"\n\n", 1)
                found = re.search(rb"^data: (.*)$", event, re.M)
                if found:
                    yield json.loads(found.group(1))
            piece = s.recv(1 << 16)
            if not piece:
                return
            text += piece

    def end(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)

site = os.path.join(work, "site")
subprocess.run([congbo, "new", site, "-q"], check=True)
server = Server(site)
public = os.path.join(site, "public")
script = b'<script src="/.congbo/preview.js" defer></script>\n'

# ---- what is served is what is built ----
status, headers, page = server.ask("/")
built = read(public + "/index.html")
ok(status == 200 and headers["Content-Type"] == "text/html; charset=utf-8", "the first page is HTML in UTF-8")
ok(page.replace(script, b"", 1) == built and script in page, "it is what was built, and the preview's script")
ok(b".congbo" not in b"".join(read(os.path.join(d, f)) for d, _, files in os.walk(public) for f in files if f.endswith(".html")),
   "nothing of the preview is in what was built")
types = {"/assets/site.css": "text/css; charset=utf-8", "/data/results.csv": "text/csv; charset=utf-8", "/feed.xml": "application/xml; charset=utf-8",
         "/data/results.json": "application/json; charset=utf-8", "/data/catalog.jsonld": "application/ld+json; charset=utf-8",
         "/calendar.ics": "text/calendar; charset=utf-8", "/robots.txt": "text/plain; charset=utf-8", "/data/results.zip": "application/zip",
         "/assets/icon.svg": "image/svg+xml; charset=utf-8", "/data/site.sqlite": "application/vnd.sqlite3",
         "/data/results.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
for path, type in types.items():
    status, headers, body = server.ask(path)
    ok(status == 200 and headers["Content-Type"] == type and body == read(public + path), f"{path} is {type}, byte for byte")
status, headers, body = server.ask("/", "HEAD")
ok(status == 200 and body == b"" and int(headers["Content-Length"]) == len(page), "HEAD has the length and no body")
status, headers, body = server.ask("/leagues/cchc")
ok(status in (301, 302, 307, 308) and headers["Location"].endswith("/leagues/cchc/"), "a folder without its '/' leads to the one with it")
status, headers, body = server.ask("/nothing/here")
ok(status == 404 and body.replace(script, b"", 1).split(b"</head>")[1].count(b"<") > 10, "what is not there is the site's 404 page with status 404")
ok(b'href="/assets/site.css"' in body, "whose links lead to this server")
ok(server.ask("/.gitignore")[0] == 404 and server.ask("/.congbo/other")[0] == 404, "hidden files are not there")
ok(server.ask("/", "POST", b"a=b")[0] == 405 and server.ask("/", "PUT", b"x")[0] == 405 and server.ask("/", "DELETE")[0] == 405, "only GET and HEAD are answered")

# ---- copies and parts ----
data = read(public + "/data/results.csv")
for path, whole in (("/data/results.csv", data), ("/", page)):
    etag = server.ask(path)[1]["ETag"]
    ok(re.fullmatch(r'"[0-9a-f]+"', etag) and etag == server.ask(path)[1]["ETag"], f"{path} has an ETag that stays")
    for value in (etag, "W/" + etag, f'"other", {etag}', "*"):
        status, headers, body = server.ask(path, If_None_Match=value)
        ok(status == 304 and body == b"" and headers["ETag"] == etag, f"{path} with If-None-Match: {value} is not sent again")
    ok(server.ask(path, If_None_Match='"other"')[0] == 200, f"{path} with another ETag is")
    size = len(whole)
    parts = {"bytes=0-9": (0, 10), "bytes=5-5": (5, 6), f"bytes={size - 4}-": (size - 4, size), "bytes=-7": (size - 7, size),
             f"bytes=3-{size + 99}": (3, size), f"bytes=-{size + 9}": (0, size)}
    for value, (start, end) in parts.items():
        status, headers, body = server.ask(path, Range=value)
        ok(status == 206 and body == whole[start:end] and headers["Content-Range"] == f"bytes {start}-{end - 1}/{size}", f"{path} {value}")
    for value in (f"bytes={size}-", f"bytes={size + 5}-{size + 9}", "bytes=-0", "bytes=99999999999999999999999-"):
        status, headers, body = server.ask(path, Range=value)
        ok(status == 416 and headers["Content-Range"] == f"bytes */{size}", f"{path} {value} is beyond it")
    for value in ("bytes=9-2", "bytes=a-b", "lines=0-4", "bytes=0-1,4-5", "bytes=", "bytes=-", "0-4", "bytes=1-2-3"):
        status, headers, body = server.ask(path, Range=value)
        ok(status == 200 and body == whole, f"{path} {value} is no single part: the whole is sent")
    ok(server.ask(path, Range="bytes=0-1", If_Range=etag)[0] == 206 and server.ask(path, Range="bytes=0-1", If_Range='"other"')[0] == 200,
       f"{path} a part of another version is the whole of this one")
status, headers, body = server.ask("/data/results.csv", "HEAD", Range="bytes=0-9")
ok(body == b"", "HEAD of a part has no body")

# ---- nothing but the site ----
write(os.path.join(work, "secret.txt"), "secret")
os.symlink(os.path.join(work, "secret.txt"), os.path.join(public, "link.txt"))
os.symlink(work, os.path.join(public, "linked"))
os.mkfifo(os.path.join(public, "pipe"))
for path in ("/../congbo.yaml", "/../../secret.txt", "/%2e%2e/congbo.yaml", "/%2E%2E/congbo.yaml", "/.%2e/congbo.yaml", "/..%2fcongbo.yaml",
             "/%2e%2e%2fcongbo.yaml", "/%252e%252e/congbo.yaml", "/%252e%252e%252fcongbo.yaml", "/..%5ccongbo.yaml", "/..\\congbo.yaml",
             "/data/../../congbo.yaml", "/data/%2e%2e/%2e%2e/congbo.yaml", "/./index.html", "/robots.txt%00.html", "/%00", "/data/results.csv%00",
             "//etc/passwd", "///etc/passwd", "/data//results.csv", "/%", "/%2", "/%zz", "/%ff%fe", "/%c0%ae%c0%ae/congbo.yaml", "/link.txt",
             "/linked/secret.txt", "/linked/", "/pipe", "/robots.txt/", "/robots.txt/x", "/" + "a" * 5000, "/" + "a/" * 1500, "/%0d%0aX:%20y",
             f"/proc/self/root{work}/secret.txt", "/.congbo/../../congbo.yaml", "/.congbo/%2e%2e/index.html"):
    status, headers, body = server.ask(path)
    ok(status in (400, 404, 414) and b"secret" not in body and b"base_url:" not in body and "X" not in headers, f"{path[:50]} is not there ({status})")
host = f"127.0.0.1:{server.port}"
for target in ("index.html", "*", "../congbo.yaml", f"http://{host}/robots.txt", ""):
    answer = server.raw(f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    ok(b" 200 " not in answer.split(b"\r\n")[0], f"the target '{target}' is no path")
for name in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
    ok(server.ask("/", Host=f"{name}:{server.port}")[0] == 200, f"{name} is this machine")
for name in ("evil.example", f"evil.example:{server.port}", "127.0.0.1", "localhost", "localhost:1", f"localhost.evil.example:{server.port}", f"0.0.0.0:{server.port}",
             f"127.0.0.1:{server.port}:{server.port}", f"127.0.0.1:{server.port}x", f"127.0.0.1:{server.port + 65536}", "", f":{server.port}", "[::1", f"[::1]{server.port}"):
    status, headers, body = server.ask("/.congbo/events", Host=name)
    ok(status in (400, 403), f"the host '{name}' is not this machine")
ok(b" 200 " not in server.raw(b"GET / HTTP/1.0\r\n\r\n").split(b"\r\n")[0], "nor is none")
with socket.socket() as s:
    s.settimeout(2)
    outside = [a for a in {i[4][0] for i in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} if not a.startswith("127.")]
    ok(all(s.connect_ex((a, server.port)) != 0 for a in outside[:1]), "it listens on loopback alone")

# ---- live reload ----
events, other = server.events(), server.events()
first = next(events)
ok(next(other) == first and first["problems"] == [], "a browser is told at once what stands")
timing = server.ask("/")[1]["Server-Timing"]
ok(timing == f'build;desc="{first["build"]}"', "and a page says of which build it is")
index = os.path.join(site, "content/index.vi.md")
good = read(index).decode()
def changed(text, *urls):
    """Writes the page, waits for the event of it."""
    write(index, text)
    return next(events)
event = changed(good.replace("Phường công bố", "Phường Sen Xanh công bố"))
ok(event["build"] != first["build"] and event["problems"] == [], "a page that changes is another build")
ok("Phường Sen Xanh công bố".encode() in server.ask("/")[2], "and is served")
ok(next(other) == event, "every browser is told")

write(os.path.join(site, "content/tin/moi/bai.vi.md"), "---\ntitle: Tin mới\n---\n\nMột tin.\n")
write(os.path.join(site, "content/tin/moi/bai.en.md"), "---\ntitle: News\n---\n\nSome news.\n")
while server.ask("/tin/moi/bai/")[0] != 200:
    event = next(events)
ok(event["problems"] == [], "a new folder is noticed")
write(os.path.join(site, "content/tin/moi/bai.vi.md"), "---\ntitle: Tin mới\n---\n\nMột tin khác.\n")
while "tin khác".encode() not in server.ask("/tin/moi/bai/")[2]:
    event = next(events)
ok(True, "and what changes in it")
shutil.rmtree(os.path.join(site, "content/tin"))
while server.ask("/tin/moi/bai/")[0] != 404:
    event = next(events)
ok(True, "and that it goes")
scores = os.path.join(site, "data/scores.csv")
table = read(scores).decode()
write(scores, table.replace("46.25", "46.75"))
while b"46.75" not in server.ask("/data/scores.csv")[2]:
    event = next(events)
ok(True, "a figure that changes is built")
css = os.path.join(site, "themes/default/assets/site.css")
write(css, "body { color: #123456 }\n")
while server.ask("/assets/site.css")[2] != b"body { color: #123456 }\n":
    event = next(events)
ok(True, "so is a theme's file, in folders that were not there")

# ---- errors over the page ----
before = server.ask("/")
good = read(index).decode()
event = changed(good + "\n[gone](gone.md)\n")
problem = event["problems"][0] if event["problems"] else {}
line = good.count("\n") + 2
ok(len(event["problems"]) == 1 and (problem["path"], problem["line"], problem["column"], problem["code"], problem["severity"]) ==
   ("content/index.vi.md", line, 1, "broken-link", "error") and problem["message"], "an error is told with its file, line, column and code")
ok(event["heading"] and event["lang"] == "en", "with a heading in the language of the messages")
again = server.ask("/")
ok(again[0] == 200 and again[2] == before[2] and again[1]["ETag"] == before[1]["ETag"], "the site as it was stands behind it")
late = next(server.events())
ok(late == event, "a browser that comes later is told too")
for _ in range(100): # what a pipe brings may come a moment later
    if "broken-link" in server.said:
        break
    time.sleep(0.05)
ok("broken-link" in server.said, "so is the terminal")
event = changed(good + "\n<script>alert(1)</script> [x](</nope/\"'><b>/>)\n")
ok("</script>" not in json.dumps(event), "what a page says is no script in the browser")
event = changed(good)
ok(event["problems"] == [], "once it is mended, there is no error")
status, headers, body = server.ask("/.congbo/preview.js")
ok(status == 200 and headers["Content-Type"].startswith("text/javascript") and b"innerHTML" not in body and b"eval" not in body, "the script writes text, not HTML")
policy = re.search(rb'Content-Security-Policy" content="([^"]*)"', page).group(1).decode()
ok("script-src 'self'" in policy and "connect-src 'self'" in policy and "style-src 'self'" in policy, "which the page's own policy allows")
streams = [server.events() for _ in range(60)]
for stream in streams:
    next(stream)
del streams
event = changed(good + "\nThêm.\n")
ok(event["problems"] == [] and server.ask("/")[0] == 200, "browsers that have gone are no trouble")
ok(server.end() == -signal.SIGINT, "SIGINT ends it, with the signal")
ok(not [name for name in os.listdir(site) if name.startswith(".public")], "and nothing is left over")

# ---- a site below a folder of its server ----
settings = os.path.join(site, "congbo.yaml")
write(settings, read(settings).decode().replace("https://sen-xanh.example.vn/", "https://mau.example.vn/phường/sen-xanh/"))
server = Server(site)
base = "/ph%C6%B0%E1%BB%9Dng/sen-xanh/"
ok("/phường/sen-xanh/" in server.said, "the address to look at has the base path")
status, headers, body = server.ask("/")
ok(status == 302 and headers["Location"].endswith(base), "/ leads to the base path")
ok(server.ask(base[:-1])[1]["Location"].endswith(base), "so does the path without its '/'")
status, headers, body = server.ask(base)
ok(status == 200 and script in body, "the site stands there")
ok(server.ask("/index.html")[0] == 404 and server.ask("/data/results.csv")[0] == 404, "and nowhere else")
ok(server.ask(base + "data/results.csv")[0] == 200 and server.ask(base + "data")[1]["Location"].endswith(base + "data/"), "with its files and folders")
ok(server.ask(base + "%2e%2e/index.html")[0] == 404 and server.ask(base + "../" + base[1:])[0] == 404, "and no way out")
port = server.port
second = subprocess.run([congbo, "-C", site, "serve", "--port", str(port)], capture_output=True, text=True, timeout=30, env=dict(os.environ, LC_ALL="C"))
ok(second.returncode == 3 and f"127.0.0.1:{port}" in second.stderr and "--port" in second.stderr, "a port that is taken is a failure that says so")
server.end()
with socket.socket() as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("127.0.0.1", port))
ok(True, "the port is free again at once")

# ---- a site that has never been built ----
broken = os.path.join(work, "broken")
subprocess.run([congbo, "new", broken, "-q"], check=True)
index = os.path.join(broken, "content/index.vi.md")
good = read(index).decode()
write(index, good + "\n[gone](gone.md)\n")
server = Server(broken)
events = server.events()
event = next(events)
status, headers, body = server.ask("/")
ok(status == 503 and b"/.congbo/preview.js" in body and event["problems"][0]["code"] == "broken-link", "where there is no site yet, a page shows why")
most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 4096), most))
silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(1500)]
ok(server.ask("/")[0] == 503, "connections that say nothing are let go, so that others are answered")
for s in silent:
    s.close()
write(index, good)
event = next(events)
ok(event["problems"] == [] and server.ask("/")[0] == 200, "and the site comes once it can, to a page that has waited longer")
server.process.send_signal(signal.SIGTERM)
ok(server.process.wait(20) == -signal.SIGTERM, "SIGTERM ends it, with the signal")

for wrong in (["--port", "0"], ["--port", "65536"], ["--port", "x"], ["--port"], ["--rev", "HEAD"], ["extra"]):
    done = subprocess.run([congbo, "-C", broken, "serve", *wrong], capture_output=True, timeout=20)
    ok(done.returncode == 2, f"wrong usage: serve {' '.join(wrong)}")
ok(subprocess.run([congbo, "-C", work + "/none", "serve"], capture_output=True, timeout=20).returncode == 2, "a folder that is not there is wrong usage")
sys.exit(failed > 0)
PY
