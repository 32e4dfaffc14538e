/** Programs that look at files, processes and the machine, or change files of the folder. */
export const systemPrograms = `
# GNU coreutils 9.5
{ls, dir, vdir, gls} | reader -[aAbBcCdfFgGhHiklLmnNopqQrRsStuUvxXZ1] -I=:text -T=:number -w=:number --all --almost-all --author --color=? --directory --human-readable --si --recursive --reverse --sort= --time= --time-style=:text --full-time --group-directories-first --inode --size --classify=? --file-type --format= --ignore=:text --hide=:text --ignore-backups --numeric-uid-gid --no-group --zero --hyperlink=? --indicator-style= --quoting-style= --block-size= --dereference --kibibytes --context | any*
stat | reader -[Lft] -c=:text --format=:text --printf=:text --dereference --file-system --terse | any*
du | -[abchHkmsSxL0lD] -d=:number -t=:text -B=:text --all --max-depth=:number --summarize --human-readable --exclude=:text --apparent-size --total --bytes --one-file-system --time=? --threshold=:text --block-size= --inodes --separate-dirs --null --count-links --dereference --si | any*
df | -[ahHiklmPTv] -t= -x= -B=:text --all --human-readable --total --type= --exclude-type= --inodes --local --print-type --output=? --portability --block-size= --si --sync --no-sync | any*
{basename, dirname} | reader -[az] -s=:text --multiple --suffix=:text --zero | text*
realpath | reader -[emLPqsz] --canonicalize-existing --canonicalize-missing --relative-to=:text --relative-base=:text --strip --quiet --zero | any*
readlink | reader -[efmnqsvz] --canonicalize --canonicalize-existing --canonicalize-missing --no-newline --quiet --silent --verbose --zero | any*
pwd | -[LP] |
{whoami, logname, tty, nproc, arch, hostid, users, groups, sync} | -[s] --all --ignore=:number |
id | -[augGnrzZ] --user --group --groups --name --real --zero | name?
uname | -[asnrvmpio] --all --kernel-name --nodename --kernel-release --kernel-version --machine --processor --operating-system |
date | -[uR] -I=? -d=:text --utc --universal --date=:text --rfc-email --iso-8601=? --rfc-3339= --debug | format?
who | -[abdHlmpqrstTu] --all --boot --heading --count |
uptime | -[ps] --pretty --since |
printenv | | name+
dircolors | -[bcp] --sh --csh --print-database |
pathchk | -[pP] --portability | text*
{test, [} | | test*
# GNU coreutils 9.5; what changes files of the folder; not -t of another place, --reference, --preserve of roots, setuid modes
mkdir | -[pv] --parents --verbose -m=:mode --mode=:mode | own+
{touch, gtouch} | -[acm] -d=:text -t=:text --date=:text --time= --no-create | own+
rmdir | -[pv] --parents --verbose --ignore-fail-on-non-empty | own+
cp | -[rRaviunpP] --recursive --archive --verbose --interactive --update=? --no-clobber --preserve=? --parents --no-dereference ^-f ^--force ^-L ^-H ^-d ^-l ^-s ^--backup=? ^-T ^-t=:own ^--target-directory=:own | own+
mv | -[vinu] --verbose --interactive --no-clobber --update=? ^-f ^--force ^-T ^--backup=? ^-t=:own ^--target-directory=:own | own+
rm {-r, -rf, -fr, -R, -f, --recursive, --force} | -[vifrR] --verbose --dir -d | own+
rm | -[vidI] --verbose --dir --interactive=? | own+
unlink | | own+
ln {-s, -sf, -sfn, -snf, --symbolic} | -[vnrif] --verbose --relative | own+
ln | -[vi] --verbose ^-f ^-T | own+
chmod | -[vcR] --verbose --changes --recursive --silent | mode own+
tee | -[ai] --append --ignore-interrupts | own*
truncate | -[c] -s=:text --size=:text --no-create | own+
install | -[vDdc] -m=:mode --mode=:mode --directory ^-s ^-p ^-C ^-t=:own | own+
split | -[dxe] -b=:text -l=:number -n=:text -a=:number -C=:text --lines=:number --bytes=:text --number=:text --numeric-suffixes=? --suffix-length=:number --additional-suffix=:name --verbose --elide-empty-files | in own
csplit | -[ksz] -b=:text -n=:number -f=:own --prefix=:own --digits=:number --keep-files --quiet --elide-empty-files --suppress-matched | in text*
mktemp | -[dqut] -p=:own --directory --dry-run --suffix=:name --tmpdir | own?
shred | -[vn] --verbose --iterations=:number ^-u ^-z ^--zero ^--remove | own+
mkfifo | -m=:mode | own+
shuf | -[ezr] -i=:number -n=:number --echo --input-range=:number --head-count=:number --repeat --zero-terminated | in*
chown | -[vcRh] --verbose --changes --recursive --no-dereference |
chgrp | -[vcR] --verbose --recursive |
{stty, kill, killall, pkill, renice, nice, chroot, pinky} | |
# GNU findutils 4.10; not -exec, -execdir, -ok, -delete, -fprint, -fls, -files0-from
find | -H -L -P -O0 -O1 -O2 -O3 -print -print0 -ls -prune -quit -o -or -a -and -not -empty -true -false -depth -d -xdev -mount -daystart -readable -writable -executable -nouser -nogroup -noleaf -ignore_readdir_race -follow -warn -nowarn -name=:text -iname=:text -path=:text -ipath=:text -wholename=:text -iwholename=:text -regex=:text -iregex=:text -lname=:text -ilname=:text -type=:text -xtype=:text -size=:text -mtime=:text -atime=:text -ctime=:text -mmin=:text -amin=:text -cmin=:text -newer=:in -anewer=:in -cnewer=:in -newermt=:text -newerct=:text -newerat=:text -maxdepth=:number -mindepth=:number -user=:text -group=:text -uid=:text -gid=:text -perm=:text -links=:text -inum=:text -samefile=:in -regextype=:text -printf=:text -fstype=:text -used=:text | in*
{locate, mlocate, plocate} | -[biceqSrAwLPH0] -l=:number -n=:number --basename --count --existing --ignore-case --limit=:number --null --quiet --regexp --regex --statistics --wholename --all | text*
# fd 10; not -x, -X, --exec, -l (runs ls), --ignore-file, --base-directory
{fd, fdfind} | -[HIusigFaLpq01] -e=:text -t=:text -d=:number -E=:text -S=:text -c= -j=:number -o=:text --extension=:text --type=:text --max-depth=:number --min-depth=:number --exact-depth=:number --exclude=:text --hidden --no-hidden --no-ignore --no-ignore-vcs --no-ignore-parent --unrestricted --case-sensitive --ignore-case --glob --regex --fixed-strings --and=:text --absolute-path --follow --full-path --print0 --size=:text --changed-within=:text --changed-before=:text --newer=:text --older=:text --owner=:text --color= --max-results=:number --quiet --threads=:number --prune --strip-cwd-prefix=? --one-file-system --path-separator=:text --hyperlink=? --format=:text --relative-path --show-errors | text? in*
# tree 2.1; not -o, --fromfile, --infofile, -R with -H
tree | -[adfhiluspCnrtgDFNqUvcxSJX] -L=:number -I=:text -P=:text --dirsfirst --filesfirst --noreport --gitignore --prune --du --si --sort= --filelimit=:number --timefmt=:text --matchdirs --ignore-case --inodes --device --metafirst --charset= --hintro | in*
{eza, exa} | -[1aAlRTrFhHiSxdDfgGmUuXnoM@] -L=:number -I=:text -s= -t= --all --long --tree --recurse --level=:number --git --icons=? --color=? --sort= --reverse --group-directories-first --header --git-ignore --ignore-glob=:text --only-dirs --only-files --oneline --classify=? --grid --total-size --hyperlink=? --group --inode --modified --time= --time-style=:text --no-permissions --no-user --no-time --no-filesize --links --octal-permissions --extended --across --absolute=? --show-symlinks --almost-all | any*
lsd | -[1aAlRFhiISdGtrUXvgL] --all --almost-all --long --tree --recursive --depth=:number --color= --icon= --group-dirs= --reverse --oneline --classify --total-size --human-readable --size= --date= --header --blocks= --git --permission= --inode --dereference --timesort --sizesort | any*
dust | -[rbcxpsDFj] -d=:number -n=:number -X=:text --depth=:number --reverse --only-dir --only-file --no-percent-bars --apparent-size --ignore_hidden --ignore-directory=:text | any*
{ncdu, gdu, dua} | -[xnpc] --apparent-size | any*
duf | --all --json --only= --hide= --sort= --inodes --width=:number --theme= --warnings | any*
# POSIX.1-2024 and bash 5.2: builtins that only look; not -p of hash, -w of history, -v of printf
cd | -[LP] | spec
{pushd, popd, dirs} | -[pvln] | spec?
type | -[afptP] | name*
{which, gwhich} | -[as] --all --skip-alias --skip-dot --skip-tilde --show-dot | name*
{command -v, command -V} | | name*
whereis | -[bmslu] | name*
history | | number?
{jobs, times, fc -l, alias -p, hash -l, ulimit -a, shopt -p, bind -p, umask -p, umask -S} | |
help | -[dms] | name*
{export -p, readonly -p, declare -p, typeset -p} | | name+
compgen | -[abcdefgjksuv] -A=:name | name?
# procps 4.0, psmisc 23, util-linux 2.40; what they print; not -o of pmap, --sort of files
ps | -[aAdeefFjlLmNTxyMVwHc] -u=:text -U=:text -p=:text -o=:text -O=:text -C=:text -t=:text -g=:text -G=:text --sort=:text --forest --no-headers --headers --pid=:text --ppid=:text --user=:text --User=:text --format=:text --cols=:number --width=:number --deselect --info --group=:text --tty=:text | ps?
pgrep | -[aflnocvxiw] -u=:text -U=:text -P=:text -t=:text -g=:text -G=:text -s=:text -d=:text --list-full --list-name --newest --oldest --count --full --exact --ignore-case --inverse --parent=:text --euid=:text --uid=:text --delimiter=:text | text*
pidstat | -[drRsuUvwhHIlt] -p=:term -C=:term -G=:term -T=:name --human --dec=:number | number*
pmap | -[xdqXp] -r=:term --extended --device --quiet --range=:term --show-path | number*
pidof | -[sxcqwS] -o=:text | name*
pstree | -[paAcghlnsStTuUVZ] -H=:number -N= --show-pids --arguments --ascii --long --highlight-all --highlight-pid=:number --show-parents --numeric-sort --compact-not --hide-threads --thread-names --uid-changes --unicode | name?
free | -[bkmghtwlvLs] --bytes --kibi --mebi --gibi --human --total --wide --si --lohi -c=:number --count=:number |
vmstat | -[adfmnswt] -S=:name -p=:name --active --forks --slabs --stats --disk --disk-sum --wide --timestamp --one-header --unit=:name | number*
iostat | -[cdhkmNtxyz] -p=?:name -j= --human --pretty --dec= | name*
mpstat | -[AuVnT] -P=:text -I=:text -N=:text --dec= | number*
w | -[hsfoi] --no-header --short --from --ip-addr | name?
lsof | -[aAlnPRtTUVhNw] -i=?:text -u=:text -p=:text -c=:text -d=:text -g=?:text -s=?:text -F=?:text | in*
{last, lastb} | -[adFiRwx] -# -n=:number -s=:text -t=:text -p=:text --limit=:number --since=:text --until=:text --fullnames --hostlast --system --fulltimes --dns --ip --present=:text --time-format= | name*
lastcomm | --user=:name --command=:name --tty=:name --strict-match --debug | name*
lastlog | -u=:name -t=:number -b=:number --user=:name --time=:number --before=:number |
cal | -[13jmswyY] -n=:number -A=:number -B=:number --one --three --monday --sunday --julian --year --week | text*
ncal | -[13bhjMoswy] -m=:text -A=:number -B=:number -d=:text | text*
lsblk | -[aAbdDfiJlmnpPrsStTz] -e=:text -I=:text -x=:text -o=:text --all --bytes --nodeps --fs --json --list --noheadings --output=:text --output-all --paths --pairs --raw --scsi --perms --tree --topology --discard --inverse | any*
lscpu | -[abcJxyp] -e=?:text -p=?:text -C=?:text --all --online --offline --json --hex --extended=?:text --parse=?:text --caches=?:text --bytes --output-all |
lsmem | -[abJnPr] -o=:text --all --bytes --json --noheadings --output=:text --output-all --pairs --raw --summary=? |
{lslocks, lsns, lsipc, lsirq, lslogins} | -[JnrlapumqsecfGLtb] --json --noheadings --raw --notruncate --list --bytes |
{lsusb, lspci} | -[vtknmqD] -vv -vvv -nn -s=:text -d=:text --tree --verbose |
{lsmod, lsscsi} | -[sgdltv] |
lshw | -class=:text -C=:text -short -businfo -html -json -xml -sanitize -numeric -quiet |
{blkid, findmnt} | -[kDJlbrnAeuaRScvi] -o=:text -t=:text -s=:text -T=:text --output=:text --json --list --tree --bytes --noheadings --all --df --real --pseudo --types=:text --target=:text --source=:text | any*
{mount -l, swapon --show, mount} | -[v] --noheadings --raw --bytes --output=:text -t=:name |
dmesg | -[TtkuxdLePr] -l=:text -f=:text --ctime --kernel --userspace --decode --facility=:text --level=:text --reltime --time-format= --color=? --nopager --notime --show-delta --since=:text --until=:text --json |
inxi | -[FbzxCDGMNSmpIiPrsuwyJRTtVZ] --full --basic --filter --cpu --disk --memory --network --no-host |
{neofetch --stdout, fastfetch, sensors, acpi, getconf, locale, upower, glxinfo, vainfo, vdpauinfo, xdpyinfo, ipcs, numactl, cpuid, lsof -v} | -[aAbBvVk] -m -i=:text --all --charmaps --verbose --hardware --show -d -e | name*
nvidia-smi | -q -L -l=:number -i=:number -d=:text --list-gpus --query --query-gpu=:text --query-compute-apps=:text --format=:text --loop=:number |
{sw_vers, system_profiler, machine} | -productName -productVersion -buildVersion -listDataTypes -json -xml -detailLevel= | name*
hostname | -[fiIsdAyaF] --fqdn --short --ip-address --all-ip-addresses --domain --long --alias |
{getfacl, getcap} | -[acdeEstpnRrv] --absolute-names --omit-header --recursive --numeric --all-effective --access --default --tabular --verbose | in*
{namei, lsattr} | -[lmovnxRadp] --long --modes --owners --vertical | in*
mediainfo | -f --Full --Output=JSON --Output=XML --Output=HTML | in*
ffprobe | -show_format -show_streams -show_entries=:text -hide_banner -v=:text -of=:text -print_format=:text -select_streams=:text -pretty -sexagesimal -show_chapters -loglevel=:text -count_frames -i=:in -show_error | in?
identify | -verbose -format=:text -ping -quiet | in*
{pdfinfo, pdffonts, pdfimages -list} | -box -meta -rawdates -isodates -dests -url -f=:number -l=:number -js -struct -enc= -listenc | in?
pdftotext | -layout -raw -table -simple -nopgbrk -f=:number -l=:number -r=:number -x=:number -y=:number -W=:number -H=:number -enc= -eol= -q | in own?
exiftool | -a -s -S -G -g -n -j -u -r -b -T -csv -json -common -fast -p=:text -ee -EXIF:all -GPS:all -DateTimeOriginal -Model -FileSize -ImageSize -Title -Author -time:all | in*
chflags | -[RHLPfhv] | name own+
ditto | -[vVX] -rsrc ^-c ^-k ^-x ^--keepParent | own own
dot_clean | -[fmnsv] --keep=:name | own*
caffeinate | -[dimsu] -t=:number -w=:number |
codesign {-v, -vv, --verify} | -v --verbose --deep --strict | in*
{mdls, GetFileInfo, otool -L, otool -l, otool -h, lipo -info, codesign -dv, plutil -p, plutil -lint, xattr -l, xattr} | -[lrvx] -name=:text -raw --verbose | in*
ldconfig -p | -v |
{getent passwd, getent group, getent hosts, getent services, getent protocols, getent networks, getent ahosts, getent ahostsv4} | | name*
# man-db 2.12; a page opens in a pager, which runs commands; not -P, -H, -C, -l
{man -k, man -f, apropos, whatis, man -w, man --where, man --apropos, man --whatis} | -[aedlrswL] --exact --wildcard --regex --and --long --sections= | text*
man | pager ^-a ^-f ^-k ^--no-hyphenation |
info {--where, -w} | | name*
{tldr, cheat -l, cht.sh, navi --print} | -[luvam] -p= -L= --list --update --platform= --language= --version --offline | name*
# systemd 256; without --no-pager these open a pager, which runs commands; not -H, -M, --root, --image, -o of a file
journalctl --no-pager | -[aefkmqrx] -u=:text -n=:text -p=:text -t=:text -o=:name -S=:text -U=:text -g=:text -b=?:text --unit=:text --user-unit=:text --lines=:text --priority=:text --since=:text --until=:text --follow --reverse --boot=?:text --dmesg --output=:name --output-fields=:text --no-tail --no-hostname --catalog --quiet --utc --grep=:text --case-sensitive=? --identifier=:text --facility= --system --user --list-boots --disk-usage --fields --all --no-full --merge --full | name*
journalctl | pager ^-u=:text ^-n=?:text ^-f ^-b=?:text ^-k ^-r ^-p=:text ^-e ^-x ^-a ^-S=:text ^-U=:text ^-o=:name ^-g=:text ^-t=:text ^--unit=:text ^--since=:text ^--until=:text ^--follow ^--lines=:text ^--boot=?:text ^--dmesg ^--priority=:text ^--output=:name ^--reverse ^--disk-usage ^--list-boots ^--vacuum-size= ^--vacuum-time= ^--verify ^--user ^--grep=:text ^--pager-end ^--catalog |
systemctl [--user] {is-active, is-enabled, is-failed, is-system-running} | -[qa] --quiet --all --user --system | text*
systemctl [--user] --no-pager {status, show, cat, list-units, list-unit-files, list-timers, list-sockets, list-dependencies, list-jobs, get-default} | -[alqr] -t=:text -p=:text -n=:number -o=:name --all --full --type=:text --state=:text --failed --user --system --lines=:number --property=:text --value --plain --no-legend --output=:name --reverse --after --before --recursive | text*
systemctl [--user] {status, show, cat, list-units, list-unit-files, list-timers, list-sockets, list-dependencies, list-jobs, get-default} --no-pager | -[alqr] -t=:text -p=:text -n=:number -o=:name --all --full --type=:text --state=:text --failed --user --system --lines=:number --property=:text --value --plain --no-legend --output=:name --reverse | text*
systemctl [--user] {status, show, cat, list-units, list-unit-files, list-timers, list-sockets, list-dependencies, list-jobs, get-default} | --no-pager -[alqr] ^--user ^--system ^--type=:text ^--state=:text ^--all ^-t=:text ^--full ^--failed ^-p=:text ^--property=:text ^--reverse ^-n=:number ^--lines=:number ^--plain |
systemctl [--user] {start, stop, restart, reload, enable, disable, mask, unmask, daemon-reload, reset-failed, set-default, kill, isolate, try-restart, reload-or-restart, daemon-reexec, reboot, poweroff, suspend, hibernate, halt, rescue} | -[q] --quiet --no-block ^--user ^--now ^--runtime ^--force ^-f ^--signal= ^-s= ^--all |
systemctl | pager ^--failed ^--all ^--type=:text ^--state=:text ^-t=:text ^--user ^-a ^--no-pager |
systemd-analyze {time, blame, critical-chain, verify, calendar, timespan, timestamp, unit-paths, dump, security} --no-pager | --user --system --iterations=:number | in*
systemd-analyze [time] | --no-pager ^--user |
systemd-analyze {blame, critical-chain, verify, calendar, timespan, timestamp, unit-paths, dump, security, plot, cat-config, syscall-filter, dot} | --no-pager ^--user ^--system ^--iterations=:number ^--man=? |
{systemd-detect-virt, systemd-escape, systemd-path, systemd-id128 new, systemd-id128 machine-id} | -[cvqplu] --container --vm --list --path --suffix= --template= --unescape --quiet --private-users --chroot | text*
{timedatectl, localectl, hostnamectl} | pager --no-pager |
timedatectl {status, show, timesync-status, list-timezones, set-timezone, set-time, set-ntp} | --no-pager ^--all ^-a ^-p=:text ^--value |
localectl {status, list-locales, list-keymaps, set-locale, set-keymap, set-x11-keymap} | --no-pager |
hostnamectl {status, hostname, chassis, set-hostname, icon-name, deployment} | --no-pager ^--static ^--transient ^--pretty ^--json= |
loginctl {list-sessions, list-users, list-seats, session-status, user-status, show-session, show-user, lock-session, unlock-session, terminate-session, terminate-user, enable-linger, disable-linger, kill-session, kill-user} | --no-pager ^--all ^-a ^-p=:text ^--property=:text ^--value ^--full |
{networkctl, resolvectl, coredumpctl, busctl, machinectl, bootctl} {list, status, query, statistics, dns, domain, lldp, info, tree, flush-caches, show, introspect, list-images, update, remove, install, up, down, reload} | --no-pager ^--all ^-a ^--user ^--no-legend ^--full ^-t= |
# GNU tar 1.35; extracting is a use of its own; not --checkpoint-action, --to-command, -I, --use-compress-program, -C, -F, -T, -X, -P, --rsh-command, --xform
tar {-tf, tf, -tvf, tvf, -tzf, tzf, -tjf, tjf, -tJf, tJf, -tzvf, tzvf, -ztvf, -tavf, --list -f, --file} | -[vzjJaRn] --verbose --gzip --bzip2 --xz --zstd --wildcards --no-wildcards --auto-compress --full-time --numeric-owner --utc --block-number --exclude=:text --show-transformed-names | in in*
tar {-xf, xf, -xvf, xvf, -xzf, xzf, -xjf, xjf, -xJf, xJf, -xzvf, xzvf, -xvzf, xvzf, -zxvf, zxvf, -zxf, zxf, -xjvf, xjvf, -xvjf, xvjf, -jxvf, -xvJf, -xJvf, -xaf, --extract --file, --verbose -f} | -[vzjJk] --gzip --bzip2 --xz --zstd --wildcards --keep-old-files --skip-old-files --exclude=:text --no-same-owner --no-same-permissions ^--strip-components=:number ^-C=:own ^--directory=:own ^--one-top-level=?:own | in in*
tar {-cf, cf, -cvf, cvf, -czf, czf, -cjf, cjf, -cJf, cJf, -czvf, czvf, -cvzf, cvzf, -cjvf, -cvjf, -caf, caf, -zcf, -zcvf, zcvf, -acf, --create --file, --gzip --bzip2 --xz --auto-compress --verbose -f} | -[vzjJa] --zstd --exclude=:text --exclude-vcs --exclude-vcs-ignores --exclude-backups --totals --one-file-system --numeric-owner --dereference -h ^-C=:in ^--directory=:in | own in*
tar {-rf, rf, -uf, uf, -rvf, --append --file, --update --file} | -v --verbose | own in*
# Info-ZIP 3.0 and 6.0, 7-Zip 24, unrar 7; not -T, -TT, -b, -O, -@, -i@, -x@, -d to elsewhere, -si, -so, -m
zip | -[rqvj9DXyue0123456789] --recurse-paths --quiet --verbose ^-m ^-d ^-P=:text ^--encrypt ^-s=:text ^-x=:text | own in*
unzip {-l, -v, -t, -Z, -lv, -Z1, -p} | -[qvlt] | in text*
unzip | -[qonjaLvu] ^-d=:own ^-P=:text ^-x=:text ^-O=:text | in text*
{zipinfo, zipnote, zipcloak, zipgrep} | -[12hlmstvzMTC] | in text*
{7z, 7za, 7zz, 7zr, p7zip} {l, t} | -slt -ba -bd | in*
{7z, 7za, 7zz, 7zr} {a, x, e, u, d} | -bd ^-p=:text ^-o=:own ^-mx=:text ^-t=:text ^-v=:text ^-mhe=:text ^-sdel ^-r ^-xr=:text ^-y | own own*
{unrar l, unrar t, unrar lb, rar l, lsar, unar, xar -tf, ar t, ar tv, cpio -t, cpio -it, zipdetails} | -[vltbq] ^-o=:own ^-f | in*
{ar p} | | in in*
# the clipboard, notifications and waiting: no files, no programs
{pbpaste, xsel -o, xclip -o, wl-paste} | -[bpn] -selection=:text --clipboard --no-newline -Prefer=:text |
{pbcopy, xsel -i, xclip -i, wl-copy, xclip} | -[bpni] -sel=:text -selection=:text --clipboard --input ^--clear ^-t=:text | in*
{notify-send} | -u= -t=:number -i=:name -a=:text -c=:text --urgency= --expire-time=:number --app-name=:text | text*
`;
