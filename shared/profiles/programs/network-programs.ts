/**
 * Programs that reach other machines, and what the system knows of its network. An address is what such a command is about: it is never added
 * to granted words.
 */
export const networkPrograms = `
# curl 8; any further option or address changes what is sent, where, or what is written; a file of settings is read by -K, -d @file, -b file
curl | -[sSfvN#] --silent --show-error --fail --fail-with-body --compressed -m=:number --max-time=:number --connect-timeout=:number --no-progress-meter --progress-bar --verbose --no-buffer --retry=:number --retry-delay=:number -4 -6 ^-I ^--head ^-i ^--include ^-L ^--location ^-o=:own ^--output=:own ^-O ^--remote-name ^-J ^-H=:plain ^--header=:plain ^-X=:name ^--request=:name ^-d=:plain ^--data=:plain ^--data-raw=:term ^--data-urlencode=:plain ^--json=:plain ^-A=:term ^--user-agent=:term ^-w=:plain ^--write-out=:plain ^-G ^--get ^-u=:term ^--user=:term ^-k ^--insecure ^-C=:term ^--continue-at=:term ^-e=:term ^--referer=:term ^-x=:term ^--proxy=:term ^--http1.1 ^--http2 ^--http3 ^-r=:term ^--range=:term ^--limit-rate=:term ^--create-dirs ^-F=:plain ^--form-string=:term ^--url=:term ^--resolve=:term ^--output-dir=:own ^-Z ^--parallel ^--raw ^--tlsv1.2 ^--tlsv1.3 |
# GNU Wget 1.24; not -e, -i, --use-askpass, --config, --post-file, --input-file, -x, --warc-file, --load-cookies
wget | -[qvd] --quiet --verbose --no-verbose -nv --timeout=:number -T=:number --tries=:number -t=:number --waitretry=:number --show-progress --progress= ^-O=:own ^--output-document=:own ^-c ^--continue ^-P=:own ^--directory-prefix=:own ^--spider ^-S ^--server-response ^--no-check-certificate ^-r ^--recursive ^-np ^--no-parent ^-m ^--mirror ^-k ^--convert-links ^-p ^--page-requisites ^-E ^-N ^-l=:number ^--level=:number ^-A=:term ^--accept=:term ^-R=:term ^--reject=:term ^-U=:term ^--user-agent=:term ^--header=:plain ^--limit-rate= ^-nc ^--no-clobber ^-w=:number ^--wait=:number ^-b ^--background ^--user=:term ^--max-redirect=:number ^-H ^-D=:term ^--max-depth=:number ^--adjust-extension ^--content-disposition |
# HTTPie 3; an item @file or name@file sends a file
{http, https, xh, xhs, curlie} | -[vqhb] --verbose --quiet --headers --body --print= --pretty= --style= --timeout=:number --check-status ^--follow ^-F ^--json ^-j ^--form ^-f ^-d ^--download ^-a=:term ^--auth=:term ^-o=:own ^--output=:own ^--offline ^--ignore-stdin |
aria2c | -[q] --quiet ^-x=:number ^-s=:number ^-j=:number ^-c ^--continue ^-o=:own ^-d=:own ^--dir=:own ^--max-connection-per-server=:number ^--split=:number ^--max-download-limit= ^-V ^--check-integrity ^-S ^--show-files ^--seed-time=:number ^--dry-run |
# iputils, traceroute, mtr, bind 9, whois, nmap 7: an address has to be granted; not -f, -k of dig, -iL, --script, -oN of nmap
ping | -[46bqnvDOAULR] -c=:number -i=:number -w=:number -W=:number -s=:number -t=:number -I=:name |
ping6 | -[qnva] -c=:number -i=:number -w=:number -s=:number |
{traceroute, tracepath, traceroute6} | -[46nbITUA] -m=:number -q=:number -w=:number -p=:number |
mtr | -[46nrwbztl] -c=:number -i=:number -s=:number -m=:number --report --report-wide --no-dns --show-ips --aslookup --json --raw --csv --tcp --udp |
{dig, drill, kdig} | -[46x] -t=:name |
{host, nslookup} | -[aCdlrTv46] -t=:name -type=:name -query=:name |
whois | -[Hv] -p=:number |
nmap | -[vdn] --open --reason ^-4 ^-6 ^-F ^-A ^-O ^-R ^-sn ^-sT ^-sU ^-sV ^-Pn ^-PE ^-p=:term ^-T0 ^-T1 ^-T2 ^-T3 ^-T4 ^-T5 ^-sS ^-sC ^-sL ^--top-ports=:number ^--version-light ^--min-rate=:number ^--max-retries=:number ^-oN=:own ^-oX=:own ^-oG=:own ^-oA=:own ^--script=:name |
{arping, fping, httping} | -[aqvngd46] -c=:number -i=:number -w=:number ^-I=:name |
speedtest | --simple --secure --json --csv --list --single --bytes |
# openssh 9, rsync 3, netcat: these run what their words say, and only the granted words are covered; what their options look up is not
{ssh-keygen -l, ssh-keygen -lf, ssh-keygen -F, ssh-add -l, ssh-add -L, ssh -V, ssh -Q} | -[lv] -E=:name -f=:in | spec*
ssh-keygen | ^-t=:name ^-b=:number ^-C=:term ^-f=:own ^-N=:term ^-q ^-p ^-y ^-R=:term ^-a=:number ^-l ^-F=:term ^-e ^-m=:name |
{ssh-copy-id, ssh-keyscan} | ^-p=:number ^-t=:term ^-H ^-f ^-n |
# iproute2 6.11, net-tools 2, iw, NetworkManager 1.50: what they show; changes have to be granted; not -b (a file of commands), netns exec
ip {-br, -brief, -4, -6, -s, -c, -j, -d, -o} {a, addr, address, l, link, r, route, n, neigh, rule} | |
ip {-br, -brief, -4, -6, -s, -c, -j, -d, -o} {addr show, a show, link show, route show, route list, r show, neigh show, rule show} | | text*
ip {a, addr, address, l, link, r, route, n, neigh, ru, rule, maddr, tunnel, xfrm state, netns, netconf, vrf} | |
ip {a show, addr show, address show, addr list, address list, a s, link show, link list, l show, route show, route list, route get, r show, r get, neigh show, neigh list, neighbour show, n show, rule show, rule list, maddr show, tunnel show, netns list, -V, monitor} | | text*
ip {addr add, addr del, address add, address delete, a add, a del, link set, link add, link del, link delete, route add, route del, route delete, route change, route replace, r add, r del, neigh add, neigh del, rule add, rule del, neigh flush, route flush, netns add, netns delete, tunnel add} | |
ss | -[tulnpaesoimrx460bgHwzZOEhv] -f=:name --tcp --udp --listening --numeric --processes --all --extended --summary --family=:name --options --memory --unix --ipv4 --ipv6 --raw --resolve --no-header | term*
netstat | -[tulnpaesoirx46WcCgvw] --tcp --udp --listening --numeric --all --extend --route --interfaces --statistics --programs --continuous --groups --wide |
{ifconfig, arp, route, iwconfig, ethtool, nmcli, iw dev, rfkill list, networksetup -listallnetworkservices, networksetup -listallhardwareports, networksetup -getinfo, scutil --dns, scutil --proxy, dscacheutil -q, netstat -rn, mii-tool, brctl show, bridge link, bridge fdb, bridge vlan, tc qdisc, tc class, tc filter, nft list, ufw status, ufw app list, firewall-cmd --list-all, firewall-cmd --state, firewall-cmd --get-zones, firewall-cmd --get-active-zones, firewall-cmd --list-all-zones, firewall-cmd --get-services} | -[an] --all |
nmcli {general, general status, device, device status, device wifi, device wifi list, connection, radio, radio wifi, networking, networking connectivity, dev, dev status, dev wifi, con, monitor} | |
nmcli {device show, connection show, dev show, con show} | --active | text*
nmcli {connection up, connection down, connection add, connection modify, connection delete, connection edit, connection import, connection reload, device connect, device disconnect, device wifi connect, device wifi hotspot, device set, radio wifi on, radio wifi off, networking on, networking off, con up, con down, dev connect, dev disconnect, general logging, connection clone, device delete} | |
{iptables, ip6tables} {-L, -S, -nL, -vnL} | -[nvx] -t=:name --line-numbers --numeric --verbose --table=:name | name*
{tcpdump --list-interfaces, tcpdump -D, tshark -D, tshark --list-interfaces} | |
tcpdump | -[nvXAeqtlSx] -nn -i=:name -c=:number -s=:number --interface=:name --count |
bluetoothctl {list, show, devices} | |
bluetoothctl {power, scan, pair, connect, disconnect, trust, untrust, remove, discoverable, pairable, agent, info} | |
# OpenSSL 3.4; digests, random bytes and looking; not -engine, -provider, -config, -passin file:, -writerand, s_server
openssl {version, ciphers, list} | -[avsV] -tls1_3 -digest-algorithms -cipher-algorithms -commands |
openssl rand | -base64 -hex | number
openssl {dgst, md5, sha1, sha256, sha384, sha512} | -sha256 -sha1 -sha384 -sha512 -md5 -hex -r -c | in*
openssl {x509, req, rsa, pkcs12, crl, ec, pkey, verify} | -noout -text -subject -issuer -dates -enddate -startdate -fingerprint -serial -sha256 -modulus -hash -email -ocsp_uri -purpose -in=:in -inform=:name -check -verify -pubkey -info -nokeys -clcerts -ext=:term -checkend=:number -nameopt=:term | in*
# GnuPG 2.4; what it lists and checks; not --options, --homedir, --photo-viewer, --keyserver, -o, --exec-path
gpg {--list-keys, -k, --list-secret-keys, -K, --fingerprint, --list-sigs, --check-sigs, --verify, --list-packets} | --keyid-format=:name --with-colons --with-fingerprint --with-subkey-fingerprint -v --verbose | text*
gpg | -q --quiet --batch ^-a ^--armor ^-c ^--symmetric ^-e ^--encrypt ^-d ^--decrypt ^-s ^--sign ^-b ^--detach-sign ^--clearsign ^-r=:term ^--recipient=:term ^-o=:own ^--output=:own ^--export ^--export-secret-keys ^--import ^--gen-key ^--full-generate-key ^--quick-generate-key ^--delete-keys ^--edit-key ^-u=:term ^--sign-key ^--yes |
`;
