#!/bin/bash
# Pushing over HTTP (git's credential helpers) and SSH (the agent): servers on the loopback, with a password and keys made for
# this alone. Debian's openssh-server is not asked for, since it would open the machine; where it is there, it is used.
set -u
. "$(dirname "$0")/past.bash"
unset SSH_AUTH_SOCK
export GIT_TERMINAL_PROMPT=0
rows='a,2026-Q1,1.5,,\n'
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null; done; rm -rf "$work"' EXIT
there() { # what the server has is what this repository has
	[ "$(git -C "$1" rev-parse public edition/"$2")" = "$(git rev-parse refs/heads/public edition/"$2")" ]
}

# ---- HTTP ----
new_site "$work/site" "$rows"
git init -q --bare "$work/server/site.git" && git -C "$work/server/site.git" config http.receivepack true
python3 "$here/git_server.py" "$work/server" clerk 'p@ss w/rd%' >"$work/port" &
pids+=($!)
for _ in $(seq 100); do [ -s "$work/port" ] && break; sleep 0.05; done
git remote add origin "http://127.0.0.1:$(cat "$work/port")/site.git"
is 'without a helper a push is 3, and asks nobody' status 3 "$congbo" publish e0 --push </dev/null
is 'the edition is whole' "$congbo" verify e0
cat >"$work/helper" <<-H
	#!/bin/sh
	echo "\$1" >>"$work/asked"
	cat >/dev/null
	[ "\$1" = get ] && printf 'username=clerk\npassword=%s\n' "\$(cat "$work/word")"
H
chmod +x "$work/helper" && git config credential.helper "$work/helper"
echo wrong >"$work/word" && is 'a wrong password is 3' status 3 "$congbo" publish e1 --push
is 'it is not tried for ever' [ "$(wc -l <"$work/asked")" -le 3 ]
printf '%s' 'p@ss w/rd%' >"$work/word" && is 'a helper that knows gives way' "$congbo" publish e2 --push
is 'branch and tag are there' there "$work/server/site.git" e2
is 'the helper was asked, and given nothing to keep' sh -c '! grep -v "^get$" "$0/asked"' "$work"
is 'the password stands nowhere' sh -c '! grep -rqF "p@ss w/rd%" .git public 2>/dev/null'
git -C "$work/server/site.git" config receive.denyNonFastForwards true
git -C "$work/server/site.git" update-ref refs/heads/public "$(git commit-tree 'HEAD^{tree}' -m other | tee "$work/other"; git push -q "$work/server/site.git" "$(cat "$work/other"):refs/heads/other" 2>/dev/null)"
is 'a server that went another way refuses, which is 3' status 3 "$congbo" publish e3 --push

# ---- SSH ----
if sshd=$(PATH=$PATH:/usr/sbin command -v sshd) && command -v ssh-agent ssh-keygen >/dev/null; then
	mkdir -p "$work/.ssh" "$work/ssh" && chmod 700 "$work/.ssh"
	[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
	ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/host" && ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/user" && cp "$work/ssh/user.pub" "$work/ssh/allowed"
	port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
	printf '%s\n' "Port $port" 'ListenAddress 127.0.0.1' "HostKey $work/ssh/host" "AuthorizedKeysFile $work/ssh/allowed" 'StrictModes no' \
		'PasswordAuthentication no' 'PermitRootLogin yes' "PidFile $work/ssh/pid" >"$work/ssh/config"
	"$sshd" -D -f "$work/ssh/config" 2>"$work/ssh/log" &
	pids+=($!)
	eval "$(ssh-agent -s)" >/dev/null && pids+=("$SSH_AGENT_PID")
	for _ in $(seq 100); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.05; done
	new_site "$work/other" "$rows"
	git init -q --bare "$work/ssh.git" && git remote add origin "ssh://$(id -un)@127.0.0.1:$port$work/ssh.git"
	ssh-add -q "$work/ssh/user"
	is 'a server that nobody knows is 3' status 3 "$congbo" publish s0 --push
	printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d' ' -f1,2 "$work/ssh/host.pub")" >"$work/.ssh/known_hosts"
	is 'the agent opens the way' "$congbo" publish s1 --push
	is 'branch and tag are there' there "$work/ssh.git" s1
	ssh-add -q -D && is 'an agent without the key is 3' status 3 "$congbo" publish s2 --push
	is 'and the edition is whole' "$congbo" verify s2
else
	echo "# no sshd here: SSH is not tried"
fi
finish
