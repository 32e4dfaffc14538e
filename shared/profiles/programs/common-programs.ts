/** Further programs, each as far as it only looks, prints, or works on files of the folder. */
export const commonPrograms = `
# cloc 2, tokei 12, scc 3; not --config, --list-file, --read-lang-def, --script-lang, --include-lang of a file
cloc | --by-file --by-file-by-lang --vcs=git --git --json --csv --yaml --md --quiet --exclude-dir=:term --include-lang=:term --exclude-lang=:term --exclude-ext=:term --include-ext=:term --progress-rate=:number --skip-uniqueness --sum-one --diff | in*
tokei | -[fCV] -e=:term -t=:term -s=:name -o=:name --files --exclude=:term --type=:term --types=:term --sort=:name --output=:name --hidden --no-ignore --languages --compact --columns=:number | in*
scc | -[mzcdpw] -f=:name -i=:term -x=:term -s=:name --by-file --format=:name --include-ext=:term --exclude-ext=:term --exclude-dir=:term --sort=:name --wide --ci --no-complexity --no-cocomo --no-duplicates | in*
# hexyl 0.14, pv 1.8 (-d looks at another process), gron 0.7, htmlq 0.4, jo 1.9, dasel 2, libxml 2.13
hexyl | -[vpC] -n=:term -c=:term -s=:term -o=:term -b=:name -r=:term --length=:term --bytes=:term --skip=:term --no-squeezing --color=:name --border=:name --plain --no-characters --no-position --panels=:name --group-size=:number --base=:name --block-size=:term --display-offset=:term --range=:term | in?
pv | -[pteIrabTAnqWcFlkSE] -EE --stop-at -s=:term -L=:term -N=:term -w=:number -H=:number -i=:number -D=:number -B=:number --progress --timer --eta --rate --bytes --numeric --quiet --line-mode --null --wait --force --cursor --average-rate --skip-errors --stop-at-size --size=:term --rate-limit=:term --name=:term --width=:number --height=:number --interval=:number --delay-start=:number | in*
gron | -[ucmsjkv] --ungron --colorize --monochrome --stream --json --no-sort --values | in?
htmlq | -[tpwB] -a=:term -r=:term --text --pretty --attribute=:term --remove-nodes=:term --ignore-whitespace | term*
jo | -[apBneD] | term*
dasel select | -p=:name -r=:name -w=:name -s=:term --parser=:name --read=:name --write=:name --selector=:term --plain --colour --compact | term*
dasel | -r=:name -w=:name -p=:name --read=:name --write=:name --parser=:name --plain --compact --pretty | term*
xmllint | --format --noout --xpath=:term --valid --html --pretty=:number --recover --nonet --stream --timing --encode=:name --noblanks --sax --memory --version | in*
{xmlstarlet, xml} {sel, el, val} | -[tTBIvuasd] -m=:term -c=:term -o=:term | term*
{tidy, tidy-html5} | -[qeiucbn] -indent -errors -quiet -xml -utf8 -ashtml -asxhtml -wrap=:number --show-warnings=:name | in*
{uchardet, chardet, chardetect} | | in*
pygmentize | -[gNv] -l=:name -f=:name -s=:name -S=:name --version | in*
{chafa, timg, viu, jp2a, catimg} | -[tnrHb] -w=:number -h=:number -c=:name -s=:term --size=:term --width=:number --height=:number --colors=:name --symbols=:term --format=:name --invert --static --transparent | in*
{figlet, toilet, cowsay, cowthink, boxes, banner} | -[cklrtpsSbdgny] -w=:number -W=:number -e=:term -T=:term --gay --metal --width=:number | term*
{lolcat, ponysay} | -[iatf] -F=:number -p=:number -S=:number -s=:number -d=:number --animate --seed=:number --force --invert --truecolor | in*
fortune | -[aoslwfceui] -n=:number -m=:term | term*
pwgen | -[cnyBsvACr10a] --numerals --symbols --secure --capitalize --no-numerals --no-vowels --no-capitalize --ambiguous | number*
{uuidgen, uuid} | -[rtxm] -n=:name -N=:term --random --time --md5 --sha1 --namespace=:name --name=:term -v=:number |
{units, qalc, numbat, fend} | -[qtv1] --verbose --terse --compact --one-line -e=:term | term*
bc | -[lqsw] --mathlib --quiet --standard --warn |
{espeak, espeak-ng, say} | -[qmx] -v=:name -s=:number -p=:number -a=:number -g=:number -r=:number --voices | term*
beep | -[nc] -f=:number -l=:number -r=:number -d=:number -D=:number |
speedtest-cli | --simple --bytes --json --csv --list --no-download --no-upload --secure |
choom | ^-p=:number ^--pid=:number ^-n=:number ^--adjust=:number |
# gettext 0.22, fdupes 2 and jdupes 1 (not -d, -L, -B), trash-cli 0.24, detox 2
{msgfmt --check, msgfmt -c} | -v --verbose --statistics | in*
xgettext | -L=:name -k=?:term -o=:own --language=:name --from-code=:name --keyword=?:term --output=:own --no-location --sort-output --add-comments=?:term | in*
fdupes | -[rRsSHnfmqA1t] --recurse --size --summarize --omitfirst --noempty --quiet --time --symlinks --hardlinks --nohidden --sameline | in*
jdupes | -[rRsSHzfmqAMjT1] --recurse --size --summarize --omit-first --quiet --symlinks --hard-links --no-hidden --print-summarize --json | in*
{trash, trash-put} | -[vrfi] --verbose | own*
detox -n | -[vr] -s=:name | in*
# checksums: coreutils-like, rhash 1.4, xxHash 0.8, BLAKE3
{shasum, b3sum, xxhsum, xxh64sum, xxh128sum, rhash, md5deep, sha256deep} | -[cbrqptvsem] -a=:number --algorithm=:number --check --tag --quiet --status --binary --text --md5 --sha1 --sha256 --sha512 --crc32 --recursive --no-names --length=:number -l=:number -H=:number | in*
md5 | -[qrpt] -s=:term | in*
# universal-ctags 6, cscope 15, indent 2, ccache 4, pkg-config
{ctags, etags, universal-ctags} | -[Rxe] --recurse=? --list-languages --list-maps --list-kinds=?:name --languages=:term --exclude=:term --fields=:term --extras=:term --sort=:name -f=:own -o=:own | in*
indent | -[kr] -kr -gnu -linux -nut -bad -bap -nbad -l=:number -i=:number -st -o=:own | own*
{ccache, sccache} | -[szpV] --show-stats --zero-stats --show-config --version --cleanup --show-compression ^-C ^--clear ^-M=:term ^--max-size=:term ^-F=:number |
{pkg-config, pkgconf} | --list-all --libs --cflags --modversion --exists --variable=:name --print-errors --static --libs-only-l --libs-only-L --cflags-only-I --atleast-version=:term --print-variables --print-requires | name*
checksec | --file=:in --dir=:in --proc-all --kernel --output=:name --format=:name --extended --json |
ndisasm | -[auirh] -b=:number -o=:number -e=:number -s=:number | in
patchelf | --print-rpath --print-needed --print-interpreter --print-soname ^--set-rpath=:text ^--set-interpreter=:text ^--add-needed=:text ^--remove-needed=:text ^--replace-needed=:text ^--set-soname=:text ^--remove-rpath ^--output=:own | own
# Mercurial 6, Subversion 1.14, Jujutsu 0.30, Fossil 2; not --config, -R, --cwd, --repository, --diff-cmd, -x, --config-dir, --tool
hg {status, log, diff, summary, branch, branches, tags, heads, identify, annotate, cat, paths, root, parents, tip, manifest, locate, files, grep} | -[vqmacnigfABC] -r=:text -l=:number -k=:text -u=:text -d=:text -b=:text -U=:number --rev=:text --limit=:number --stat --graph --patch --git --template=:text --keyword=:text --user=:text --date=:text --branch=:text --all --verbose --style=:name --closed --change=:text --number --id --tags | spec*
hg {add, commit, ci, update, up, merge, push, pull, clone, init, revert, resolve, remove, rm, rename, mv, copy, cp, import, export, backout, bookmark, tag, addremove, phase, bisect, shelve, unshelve, rebase, strip, archive, bundle, unbundle, graft, forget, rollback, serve, recover, verify} | -[vqn] --verbose --quiet --dry-run ^-m=:text ^--message=:text ^-r=:text ^--rev=:text ^-A ^--addremove ^-u=:text ^-b=:text ^-d=:text ^-s=:text ^-C ^--clean ^-a ^--all ^-f ^--force ^-i ^--interactive ^--new-branch ^--close-branch ^-B=:text ^--bookmark=:text ^--similarity=:number ^--amend ^--include=:own ^--exclude=:own |
svn {status, log, diff, info, list, ls, blame, cat, proplist, propget, st} | -[vquR] -r=:term -l=:number -c=:term --revision=:term --limit=:number --verbose --quiet --show-updates --no-ignore --xml --summarize --recursive --depth=:name --search=:term --stop-on-copy --incremental --non-interactive --show-item=:name | spec*
svn {add, commit, ci, update, up, merge, checkout, co, revert, resolve, delete, rm, move, mv, copy, cp, switch, import, export, cleanup, propset, lock, unlock, mkdir, relocate, changelist, upgrade, patch} | -[q] --quiet --dry-run ^-m=:term ^--message=:term ^-r=:term ^-R ^--recursive ^--depth=:name ^--force ^--username=:term ^--accept=:name ^--remove-unversioned ^--keep-local ^--ignore-externals ^--non-interactive |
jj [--no-pager] {status, st, log, diff, show, bookmark list, op log, file list, git remote list, evolog, tag list, workspace list, workspace root, help} | -[rsn] --no-pager -T=:term --revisions=:term --revision=:term --limit=:number --reversed --no-graph --patch --summary --stat --git --from=:term --to=:term --template=:term --name-only --types --all-remotes --color=:name --ignore-working-copy | spec*
jj {new, commit, describe, desc, edit, squash, rebase, abandon, undo, restore, duplicate, split, absorb, resolve, next, prev, bookmark create, bookmark set, bookmark move, bookmark delete, bookmark track, bookmark rename, git push, git fetch, git clone, git init, git remote add, git remote remove, op restore, op undo, workspace add, workspace forget, file untrack, file track, simplify-parents, parallelize} | --quiet --no-pager ^-m=:term ^--message=:term ^-r=:term ^--revision=:term ^--revisions=:term ^-s=:term ^--source=:term ^-d=:term ^--destination=:term ^-b=:term ^--branch=:term ^--from=:term ^--into=:term ^--to=:term ^--remote=:name ^--all ^--colocate ^-i ^--interactive ^--insert-after=:term ^--insert-before=:term ^--allow-new ^--bookmark=:term ^--tracked ^--allow-backwards |
fossil {status, timeline, diff, changes, info, ls, branch list, tag list, finfo, annotate, extras} | -n=:number -t=:name -W=:number -v --brief --numstat | spec*
fossil {add, commit, update, merge, push, pull, clone, init, checkout, revert, rm, mv, open, close, sync, undo, redo, branch new, tag add, settings, addremove, forget, stash save, stash pop, new} | --dry-run -n ^-m=:term ^--comment=:term ^--force ^--branch=:term ^--keep ^--soft ^--hard ^--case-sensitive=:name |
# ghq 1, onefetch 2, git-sizer, gitleaks 8, shfmt and others: what they report
onefetch | --no-art --no-color-palette --no-bots --number-of-authors=:number --output=:name -o=:name -l --languages --package-managers | in?
gitleaks {detect, git, dir, version} | -v --verbose --no-git --redact --no-banner --exit-code=:number --log-level=:name --max-target-megabytes=:number |
ghq {list, root} | -[pe] --full-path --exact --all | term*
# Hugo 0.140, Jekyll 4, mdBook 0.4, Zola 0.19, Quarto 1; building is running the site’s own templates
hugo | -[DEFv] --minify --buildDrafts --buildFuture --gc --quiet --cleanDestinationDir ^-d=:own ^--destination=:own ^-b=:term ^--baseURL=:term ^-t=:name ^-s=:own |
hugo {version, env, config, list all, list drafts, new, new site, new theme, new content, server, mod get, mod tidy, mod init} | --quiet ^-D ^--buildDrafts ^-p=:number ^--disableFastRender ^-k=:name ^--kind=:name |
{jekyll build, mdbook build, mdbook test, zola build, zola check, quarto check, eleventy} | --drafts --future --incremental --trace --quiet --verbose --dryrun | own?
{jekyll serve, jekyll new, jekyll clean, mdbook init, mdbook serve, mdbook clean, mdbook watch, zola init, zola serve, quarto render, quarto preview, quarto create, hexo new, hexo server, hexo generate, hexo clean, hexo deploy, gatsby new, gatsby develop, gatsby clean} | --quiet ^--drafts ^--livereload ^-o ^--open ^-p=:number ^--port=:number ^--to=:name ^--incremental ^--watch ^--draft ^--deploy |
# restic 0.17, BorgBackup 1.4, rclone 1.68; what they list; not --password-command, --rsh, -o, --config, --rcd, --password-file
restic {snapshots, list, stats, check, diff, ls, find, key list, cache} | -[vq] --json --latest=:number --compact --last --long --mode=:name --host=:term --tag=:term --path=:term ^-r=:term ^--repo=:term | term*
restic {init, backup, restore, forget, prune, unlock, mount, copy, key add, tag, rebuild-index, recover} | -[vqn] --verbose --quiet --dry-run ^-r=:term ^--repo=:term ^--target=:own ^--exclude=:term ^--tag=:term ^--keep-last=:number ^--keep-daily=:number ^--keep-weekly=:number ^--prune ^--include=:term |
borg {list, info, check, diff} | -[vp] --json --last=:number --first=:number --short --verbose --progress --glob-archives=:term | own*
borg {init, create, extract, prune, delete, mount, umount, rename, compact, break-lock, export-tar, key export, upgrade} | -[vnps] --verbose --dry-run --progress --stats --list ^-e=:name ^--encryption=:name ^-C=:term ^--compression=:term ^--exclude=:term ^--keep-daily=:number ^--keep-within=:term ^--strip-components=:number |
rclone {ls, lsl, lsd, lsf, lsjson, tree, size, md5sum, sha1sum, version, listremotes, about} | -[Rv] --max-depth=:number --human-readable --dirs-only --files-only --fast-list --json --long --recursive | name*
rclone {copy, sync, move, delete, purge, mkdir, rmdir, rmdirs, copyto, moveto, dedupe, cleanup, bisync, check, cat, ncdu, mount, link, config} | -[vqPn] --dry-run --progress --verbose --quiet ^--max-age=:term ^--include=:term ^--exclude=:term ^--transfers=:number ^--bwlimit=:term ^--recursive ^-R ^--max-depth=:number ^--human-readable |
{age, rage} | -[aq] ^-r=:term ^-R=:in ^-i=:in ^-o=:own ^-d ^-e ^-p ^--recipient=:term ^--output=:own ^--identity=:in ^--decrypt ^--encrypt ^--passphrase ^--armor |
# gsettings, fontconfig 2.15, xdg-utils, CUPS 2.4: what they tell
gsettings {get, list-keys, list-recursively, range, describe, writable} | | name*
gsettings {set, reset, list-schemas, list-relocatable-schemas} | --print-paths |
{fc-list, fc-match, fc-query, fc-scan} | -[sabvV] -f=:term --verbose --sort --all --brief --format=:term | in*
{lpstat, lpq} | -[adoprstvEHRWl] | name*
{xdg-mime query, gio info, gio list, gio tree, gio mime} | -[lu] --long --hidden --attributes=:term | in*
{wpctl status, wpctl inspect, wpctl get-volume, pactl list, pactl info, playerctl status, playerctl metadata, playerctl position, brightnessctl get, brightnessctl info, light -G} | --short -n --name -k -f=:term --format=:term | name*
{wpctl set-volume, wpctl set-mute, wpctl set-default, pactl set-sink-volume, pactl set-sink-mute, pactl set-default-sink, playerctl play, playerctl pause, playerctl play-pause, playerctl next, playerctl previous, playerctl stop, brightnessctl set} | -q ^-p=:name ^--player=:name ^-l=:number ^-d=:name |
# kmod 33, LVM 2.03, ZFS 2.2, Btrfs 6: what they show; not --config, --command, -F of a file
modinfo | -[adlpn0] -F=:name -k=:name --author --description --license --parameters --filename --field=:name | name*
{pvs, vgs, lvs, pvdisplay, vgdisplay, lvdisplay} | -[avmcCs] -o=:term --all --units=:name --noheadings --verbose --segments --options=:term | name*
zpool {status, list, history, iostat, get} | -[vxHpPLTlgi] -o=:term | name*
zfs {list, get} | -[rHp] -o=:term -t=:name -d=:number -s=:name | name*
{zpool, zfs} {create, destroy, add, remove, scrub, export, import, set, snapshot, rollback, clone, mount, unmount, rename, send, receive, online, offline, replace, clear, upgrade, attach, detach, trim, promote, share, unshare, hold, release, inherit} | -[nv] ^-f ^-r ^-o=:text ^-R ^-a ^-d ^-V=:text ^-s ^-p |
btrfs {filesystem show, filesystem df, filesystem usage, filesystem du, subvolume list, subvolume show, device stats, device usage, scrub status, balance status, property get} | -[hbHTpas] --human-readable --raw --summarize | any*
btrfs {subvolume create, subvolume delete, subvolume snapshot, filesystem resize, filesystem defragment, filesystem label, scrub start, scrub cancel, scrub resume, balance start, balance cancel, balance pause, device add, device remove, device scan, check, property set, quota enable, qgroup show, rescue super-recover, inspect-internal dump-tree, restore, send, receive} | -[vq] ^-r ^-f ^-m ^-d ^-B ^--readonly ^-i=:text ^--force |
# SLURM 24: what its queues tell
{squeue, sinfo, sacct, sprio, sshare, sstat} | -[alsNRehXn] -u=:term -j=:term -p=:term -o=:term -t=:term -S=:term -E=:term --user=:term --users=:term --jobs=:term --job=:term --partition=:term --format=:term --states=:term --state=:term --long --start --summarize --noheader --me --all --Node --starttime=:term --endtime=:term --parsable2 --allusers |
{scancel, scontrol, sbatch, srun, salloc} {show, hold, release, update, requeue, suspend, resume, top} | --oneliner -o --details -d | name*
# Android and Xcode tools: what they list
adb {devices, version, get-state, get-serialno, logcat, bugreport} | -[ldc] -v=:name -s=:name -t=:number -b=:name |
adb shell {getprop, pm list packages, pm path, dumpsys, wm size, wm density} | -[3fsedu] | name*
adb {install, uninstall, push, pull, connect, disconnect, pair, reboot, start-server, kill-server, forward, reverse, root, unroot, tcpip, usb, sideload, wait-for-device} | ^-r ^-d ^-g ^-t ^-k ^-a ^--list ^--remove=:text ^--remove-all ^--user=:text |
fastboot {devices, getvar, reboot, flash, erase, oem, flashing, boot, update} | ^-w ^-l ^--slot=:name |
{pod, fastlane, carthage} {list, outdated, search, env, lanes, version, install, update, init, bootstrap, build, repo update, checkout, archive, lane} | --verbose --no-repo-update ^--platform=:name ^--use-xcframeworks ^--no-build ^--cache-builds ^--repo-update |
defaults {read, find, domains, read-type} | | name*
{defaults write, defaults delete, defaults rename, defaults import, defaults export} | ^-bool=:name ^-int=:number ^-float=:number ^-string=:text ^-g ^-app=:text ^-array ^-dict |
{diskutil, hdiutil} {list, info, imageinfo, verify, verifyVolume, eject, unmount, unmountDisk, mount, mountDisk, repairVolume, attach, detach, create, convert, burn, apfs list} | -[v] -quiet -plist ^-format=:name ^-o=:own ^-size=:name ^-fs=:text ^-volname=:text |
{sips -g, mdfind, afinfo, pkgutil --pkgs, pkgutil --files, pkgutil --pkg-info, textutil -info} | -[bhr] -name=:term -onlyin=:in | term*
launchctl {list, print, load, unload, start, stop, enable, disable, bootstrap, bootout, kickstart} | ^-w ^-k |
# virsh 10, VirtualBox 7, QEMU 9, LXD 6, Multipass: what they list, start and stop
virsh {list, nodeinfo, version, dominfo, domstate, net-list, pool-list, vol-list, domblklist, domiflist, uri, pool-info, net-info, snapshot-list, domifaddr, vcpuinfo, dommemstat} | --all --inactive --name --title --details --uuid --persistent | name*
virsh {start, shutdown, reboot, destroy, suspend, resume, undefine, autostart, define, create, net-start, net-destroy, pool-start, snapshot-create-as, snapshot-delete, snapshot-revert, save, restore, setmem, setvcpus, attach-disk, detach-disk, edit, dumpxml, pool-define-as, pool-create-as, vol-create-as, vol-delete, clone, migrate, connect} | ^--disable ^--config ^--live ^--current ^--remove-all-storage ^--type=:name ^--name=:name ^--capacity=:name |
{VBoxManage, vboxmanage} {list, showvminfo, showhdinfo, showmediuminfo, guestproperty enumerate, snapshot list} | -l --long --machinereadable --details | name*
{VBoxManage, vboxmanage} {startvm, controlvm, createvm, registervm, unregistervm, modifyvm, clonevm, createmedium, closemedium, clonehd, createhd, import, export, discardstate, adoptstate, movevm, hostonlyif, natnetwork, dhcpserver, extpack, storageattach, storagectl, setproperty, snapshot, metrics, usbfilter, guestcontrol, mediumproperty, encryptmedium, cloud} | ^--type=:name ^--name=:text ^--register ^--delete ^--ostype=:name ^--memory=:number ^--cpus=:number ^--filename=:own ^--size=:number ^--format=:name ^--output=:own ^--password=:text ^--description=:text |
qemu-img {info, check, compare, map, measure} | -[qpsU] -f=:name -F=:name --output=:name --backing-chain | in*
qemu-img {create, convert, resize, snapshot, rebase, commit, amend, dd} | -[qp] ^-f=:name ^-O=:name ^-o=:text ^-b=:own ^-F=:name ^-c ^-l ^-d=:text ^-a=:text ^--shrink ^-u |
{lxc, incus} {list, info, image list, profile list, profile show, network list, storage list, remote list, config show, version} | -f=:name -c=:term --format=:name --columns=:term --all-projects | name*
{lxc, incus} {start, stop, restart, delete, launch, init, copy, move, rename, snapshot, restore, config set, config get, profile create, profile delete, network create, storage create, image copy, image delete, file push, file pull, remote add, publish, pause} | -q --quiet ^-f ^--force ^--vm ^-p=:name ^--profile=:name ^-c=:text ^--config=:text ^-e ^--ephemeral ^-s=:name ^--storage=:name ^-r ^--recursive ^--stateless |
# gem and file-system look-ups of other systems
eu-readelf | -[aAdehlnrsSt] --all --headers --sections --symbols | in*
clamscan | -[riov] --recursive=? --infected --quiet --no-summary --bell --max-filesize=:name --exclude=:term --exclude-dir=:term --include=:term | in*
yara | -[rsmLgc] --recursive --print-strings --print-meta --count | in in*
{glow, mdcat} | -[pal] -w=:number -s=:name --width=:number --style=:name --local --no-pager --columns=:number | in*
redis-cli {ping, info, --version} | | name?
pg_isready | -q -h=:term -p=:number -U=:name -d=:name -t=:number --host=:term --port=:number --dbname=:name --username=:name --quiet |
{snakefmt, taplo fmt, taplo lint, stylua, gersemi, ktfmt, fourmolu, ormolu, nixfmt, nixpkgs-fmt, alejandra, fish_indent, beautysh, buildifier, perltidy, rufo, zprint, elm-format, purs-tidy, jsonlint, jsonnetfmt} | --check --diff --quiet --list --stdout -c -q -v --verbose --line-length=:number --dry-run --lint ^-i ^--write ^-w ^--in-place ^--yes ^--fix | own*
{id3v2 -l, mp3info, mid3v2 -l} | | in*
tesseract | -l=:term --psm=:number --oem=:number --dpi=:number --list-langs | own own
`;
