/**
 * Programs that read files and print. Not among their options: those that write, run a helper, or take names of files, patterns or settings
 * from a file.
 */
export const textPrograms = `
# GNU coreutils 9.5
cat | reader -[AbeEnstTuv] --number --number-nonblank --show-all --show-ends --show-tabs --show-nonprinting --squeeze-blank | in*
head | reader -[qvz] -# -n=:text -c=:text --lines=:text --bytes=:text --quiet --silent --verbose | in*
tail | reader -[qvfFz] -# -n=:text -c=:text -s=:number --lines=:text --bytes=:text --follow --follow=name --follow=descriptor --retry --quiet --pid=:number --sleep-interval=:number | in*
wc | reader -[cmlLw] --bytes --chars --lines --words --max-line-length --total=always --total=never --total=only | in*
sort | -[bcCdfghiMmnRrsuVz] -k=:text -t=:text -S=:text --reverse --unique --numeric-sort --general-numeric-sort --key=:text --field-separator=:text --human-numeric-sort --version-sort --month-sort --random-sort --ignore-case --ignore-leading-blanks --dictionary-order --stable --check=? --merge --zero-terminated --parallel=:number --debug --buffer-size= | in*
uniq | -[cdDiuz] -f=:number -s=:number -w=:number --count --repeated --unique --ignore-case --all-repeated=? --skip-fields=:number --skip-chars=:number --check-chars=:number | in?
cut | reader -[snz] -b=:text -c=:text -d=:text -f=:text --bytes=:text --delimiter=:text --fields=:text --characters=:text --output-delimiter=:text --complement --only-delimited --zero-terminated | in*
tr | reader -[cCdst] --delete --squeeze-repeats --complement --truncate-set1 | text*
nl | reader -p -b=:text -n=:text -s=:text -w=:number -v=:number -i=:number -h=:text -f=:text -d=:text -l=:number --body-numbering= --number-format= --number-width= --number-separator=:text --starting-line-number= | in*
tac | reader -[br] -s=:text --before --regex --separator=:text | in*
fold | reader -[bs] -w=:number --bytes --spaces --width=:number | in*
fmt | reader -[cstu] -w=:number --width=:number --split-only --uniform-spacing | in*
paste | reader -[sz] -d=:text --delimiters=:text --serial | in*
join | -[iz] -a=:number -e=:text -j=:number -o=:text -t=:text -v=:number -1=:number -2=:number --ignore-case --header --check-order --nocheck-order | in*
comm | reader -[123iz] --check-order --nocheck-order --output-delimiter=:text --total | in*
{expand, unexpand} | reader -[ai] -t=:text --tabs= --initial --all --first-only | in*
pr | reader -[admtFfJr] -# -h=:text -l=:number -w=:number -s=?:text -o=:number --columns= --header=:text --length=:number --width=:number --double-space --merge --omit-header --omit-pagination | in*
od | reader -[abcdfilosvx] -A=:text -t=:text -N=:text -j=:text -w=?:number --address-radix= --format= --read-bytes= --skip-bytes= --width=? --output-duplicates --endian= | in*
{md5sum, sha1sum, sha224sum, sha256sum, sha384sum, sha512sum, b2sum} | reader -[btcwz] --binary --text --tag --check --quiet --status --ignore-missing --strict --warn --zero | in*
{cksum, sum} | reader -[rsaz] --algorithm= --tag --untagged --check --base64 --raw | in*
{base64, base32, basenc} | reader -[dDi] --input=:in -w=:number --decode --ignore-garbage --wrap=:number --base64 --base64url --base32 --base32hex --base16 --z85 | in?
{tsort, ptx} | | in?
numfmt | -z --from= --to= --from-unit= --to-unit= --suffix=:text --format=:text --field= --header=?:number --round= --padding= --invalid= --grouping --delimiter=:text -d=:text | text*
{factor, expr} | | number*
seq | -w -f=:text -s=:text --format=:text --separator=:text --equal-width | number+
echo | reader -[neE] | text*
printf | | text+
yes | | text*
{true, false, :} | reader | text*
sleep | | number+
# GNU diffutils 3.10; not --from-file, --to-file, -X (a file of patterns), --GTYPE-group-format
diff | -[ucrqNwbBiasydtpenETZ] -U=:number -C=:number -W=:number -I=:text -x=:text --unified=?:number --context=?:number --brief --recursive --color=? --palette= --ignore-all-space --ignore-space-change --ignore-trailing-space --ignore-tab-expansion --ignore-blank-lines --ignore-case --ignore-matching-lines=:text --side-by-side --suppress-common-lines --left-column --width=:number --exclude=:text --new-file --text --minimal --report-identical-files --strip-trailing-cr --expand-tabs --show-c-function --show-function-line=:text --label=:text --no-dereference --speed-large-files --normal --ed --rcs | in*
cmp | reader -[bls] -n=:text -i=:text --print-bytes --verbose --silent --quiet --bytes=:text --ignore-initial=:text | in*
diff3 | -[AeExX3aiTm] --show-all --merge --text --easy-only --initial-tab | in*
sdiff | -[ibWBalst] -w=:number --ignore-case --ignore-all-space --width=:number --suppress-common-lines --left-column --text --expand-tabs | in*
# GNU grep 3.11; not -f, a file of patterns
{grep, egrep, fgrep} | reader -[abcEFGHhiIlLnoPqrRsTUvwxyzZ] -# -A=:text -B=:text -C=:text -D=:text -d=:text -e=:text -m=:text --count --color=? --colour=? --extended-regexp --fixed-strings --perl-regexp --basic-regexp --regexp=:text --ignore-case --no-ignore-case --invert-match --word-regexp --line-regexp --files-with-matches --files-without-match --max-count=:text --only-matching --quiet --silent --no-messages --byte-offset --with-filename --no-filename --label=:text --line-number --initial-tab --line-buffered --null --null-data --after-context=:text --before-context=:text --context=?:number --text --binary-files= --devices= --directories= --exclude=:text --exclude-dir=:text --include=:text --recursive --dereference-recursive --binary | text!-e!--regexp in*
# ripgrep 14; not --pre, --hostname-bin, -z (runs decompressors), -f, --ignore-file
rg | -[nNiSsvwxlLcouUFPHIapqh0.] -# -r=:text -A=:text -B=:text -C=:text -e=:text -g=:text -t=:text -T=:text -m=:text -M=:text -j=:text -d=:text -E=:text --line-number --no-line-number --ignore-case --case-sensitive --smart-case --invert-match --word-regexp --line-regexp --files --files-with-matches --files-without-match --count --count-matches --only-matching --after-context=:number --before-context=:number --context=:number --regexp=:text --glob=:text --iglob=:text --type=:text --type-not=:text --type-add=:text --type-list --max-count=:number --max-columns=:number --max-columns-preview --max-depth=:number --max-filesize= --hidden --no-hidden --no-ignore --no-ignore-vcs --no-ignore-parent --no-ignore-global --no-config --no-messages --no-heading --heading --with-filename --no-filename --json --stats --sort= --sortr= --sort-files --color= --colors= --multiline --multiline-dotall --fixed-strings --pcre2 --text --trim --vimgrep --column --no-column --byte-offset --quiet --null --null-data --passthru --replace=:text --threads=:number --follow --unrestricted --pretty --one-file-system --crlf --encoding= --engine= --field-match-separator=:text --field-context-separator=:text --context-separator=:text --path-separator=:text --line-buffered --block-buffered --include-zero --debug --trace --no-unicode --dfa-size-limit= --regex-size-limit= --auto-hybrid-regex --glob-case-insensitive --pcre2-version --mmap --no-mmap --binary --stop-on-nonmatch | text!-e!--regexp!--files!--type-list in*
# the silver searcher 2.2; not --pager, -p (a file of patterns)
ag | -[acDfFgHiIlLnoQrRsSTtuUvw0] -# -G=:text -A=:number -B=:number -C=:number -m=:number --ackmate --after=:number --before=:number --context=:number --count --color --nocolor --noheading --nogroup --group --heading --column --filename --nofilename --follow --hidden --ignore=:text --ignore-dir=:text --ignore-case --smart-case --case-sensitive --literal --fixed-strings --invert-match --word-regexp --only-matching --files-with-matches --files-without-matches --max-count=:number --depth=:number --stats --vimgrep --unrestricted --all-types --all-text --nonumbers --numbers --print-long-lines --python --js --ruby --java --cpp --cc --ts --go --rust --html --css --json --markdown --list-file-types | text!-l!--list-file-types in*
# ack 3; not --pager, --ackrc, --files-from
ack | -[chHilLnoqQsvwrRfgx1] -A=:number -B=:number -C=:number -m=:number -t=:text -T=:text --after-context=:number --before-context=:number --context=:number --count --color --nocolor --column --group --nogroup --heading --noheading --ignore-case --smart-case --no-smart-case --ignore-dir=:text --ignore-file=:text --invert-match --literal --match=:text --max-count=:number --files-with-matches --files-without-matches --no-filename --with-filename --passthru --recurse --no-recurse --sort-files --type=:text --help-types --word-regexp --python --js --ruby --java --cpp --perl --php | text!-f!--match!--help-types in*
# GNU sed 4.9; not -f; scripts are read for w, r, e and the flags of s
{sed, gsed} | -[nErszu] -l=:number -e=:sed --quiet --silent --expression=:sed --regexp-extended --separate --unbuffered --null-data --posix --debug --sandbox --line-length=:number --follow-symlinks | sed!-e!--expression in*
{sed, gsed} {-i, --in-place} | -[nErszu] -e=:sed --quiet --silent --expression=:sed --regexp-extended --null-data --debug --sandbox | sed!-e!--expression own*
# gawk 5.3; not -f, -i, -l, -E, -d, -o, -p; programs are read for output, pipes, functions and files
{awk, gawk, mawk, nawk, original-awk} | -F=:text -v=:text --field-separator=:text --assign=:text --csv --posix --re-interval --sandbox --traditional --characters-as-bytes --lint | awk in*
# jq 1.7; not -f, -L, --slurpfile, --rawfile, --args-file; filters are read for the environment and modules
{jq, gojq, jaq} | -[rcsReSMCajng] --raw-output --raw-output0 --raw-input --compact-output --slurp --exit-status --sort-keys --monochrome-output --color-output --ascii-output --join-output --null-input --tab --indent=:number --stream --stream-errors --seq --unbuffered --ascii --yaml-input --yaml-output | jq in*
# mikefarah yq 4; not -i, -f, -s (writes files), --from-file, --split-exp-file
yq | -[nrCMPjeN] -p= -o= -I=:number --null-input --prettyPrint --colors --no-colors --indent=:number --input-format= --output-format= --unwrapScalar --unwrapScalar=false --no-doc --exit-status --tojson | jq in*
yq {eval, e, eval-all, ea} | -[nrCMPjeN] -p= -o= -I=:number --null-input --prettyPrint --colors --no-colors --indent=:number --input-format= --output-format= --no-doc --exit-status --tojson | jq in*
# util-linux 2.40
rev | reader -0 | in*
column | reader -[txeLdJ] -s=:text -c=:text -o=:text -N=:text -H=:text -R=:text -T=:text -W=:text -O=:text -n=:text --table --separator=:text --output-separator=:text --columns=:text --table-columns=:text --table-hide=:text --table-right=:text --output-width=:number --fillrows --json --keep-empty-lines | in*
colrm | | number*
{hexdump, hd} | reader -[bcCdovx] -n=:text -s=:text -e=:text --canonical --length= --skip= --no-squeezing --one-byte-char --two-bytes-hex | in*
look | -[adf] -t=:text --alternative --alphanum --ignore-case --terminate=:text | text in?
{ul, col, colcrt} | -[bfhpxi] -l=:number -t=:text | in*
# GNU binutils 2.43; not @file, --plugin
strings | -[afwd] -n=:number -t= -e= -s=:text -# --all --bytes=:number --radix= --encoding= --print-file-name --include-all-whitespace | in*
nm | -[aABCDglnopPrSsuvVe] -f= -t= --debug-syms --demangle --dynamic --extern-only --defined-only --undefined-only --numeric-sort --size-sort --reverse-sort --print-size --print-file-name --format= --radix= --no-sort --line-numbers | in*
readelf | -[aAcdDehgIlnrsStuVW] -p=:text -x=:text -R=:text --all --file-header --program-headers --section-headers --sections --segments --headers --symbols --syms --dyn-syms --notes --relocs --dynamic --version-info --arch-specific --histogram --wide --string-dump=:text --hex-dump=:text --demangle --section-details | in*
objdump | -[aCdDefghlpPrRsSTtwxzW] -j=:text -M=:text -m= -b= -E= --disassemble=?:text --disassemble-all --demangle --file-headers --section-headers --headers --private-headers --all-headers --syms --dynamic-syms --reloc --dynamic-reloc --source --full-contents --line-numbers --wide --no-show-raw-insn --section=:text --disassembler-options=:text --architecture= --start-address=:text --stop-address=:text --visualize-jumps --no-addresses --info | in*
size | -[ABdoxt] --format= --totals --radix= --common | in*
c++filt | -[_npit] --no-params --types --strip-underscore --format= | plain*
addr2line | -[aCfipsr] -e=:in -j=:text --addresses --demangle --functions --inlines --pretty-print --basenames --exe=:in | text*
# file 5.45; not -m, -f, -C
file | -[bikLhpr0EINnsv] -e= -F=:text --brief --mime --mime-type --mime-encoding --dereference --no-dereference --keep-going --extension --special-files --raw --no-buffer --print0 --separator=:text | in*
# vim 9.1 xxd; an operand behind the first is written
xxd | -[abeiruCE] -c=:number -g=:number -l=:text -s=:text -o=:text -n=:text -cols=:number -len=:text -seek=:text -plain -p -postscript -ps -include -bits -revert -autoskip -uppercase -offset=:text -groupsize=:number -name=:text | in?
# gzip 1.13, xz 5.6, zstd 1.5, bzip2 1.0: to the output only
{zcat, gzcat, bzcat, xzcat, lzcat, zstdcat, lz4cat} | reader -[flqv] | in*
{gzip, gunzip} {-l, --list, -t, --test, -c, --stdout, -dc, -cd, --decompress --stdout} | -[123456789cdkqvlN] --verbose --quiet --decompress --keep --stdout --name | in*
{xz, unxz} {-l, --list, -t, --test, -c, -dc, --stdout, --decompress --stdout} | -[kqv] --verbose --robot | in*
{bzip2, bunzip2} {-c, -dc, -t, --stdout, --decompress --stdout, --test} | -[kqv123456789] | in*
{zstd, unzstd} {-l, -c, -dc, -t} | -[kqv] --verbose | in*
{gzip, gunzip, bzip2, bunzip2, xz, unxz, zstd, unzstd, lzma, unlzma, lz4, unlz4, compress, uncompress} | -[123456789kvqdez] ^-f --best --fast --keep --verbose --quiet --decompress --compress --test --ultra --extreme -T=:number --threads=:number ^--force ^--rm ^-r ^--recursive | own*
# GNU nano, less, bat: what they print when the output is not a terminal; not a pager of choice, --config-file, cache --build
{bat, batcat} | -[pPnAu] -l= -r=:text -H=:text -m=:text --plain --language= --line-range=:text --highlight-line=:text --number --show-all --style= --color= --theme= --decorations= --paging=never --list-languages --list-themes --tabs=:number --wrap= --terminal-width=:number --file-name=:text --diff --map-syntax=:text --no-paging --diff-context=:number --unbuffered --squeeze-blank --italic-text= | in*
{bat, batcat} {--list-languages, --list-themes} | |
# GNU libiconv, dos2unix 7.5, recode; -o and -n write another file
iconv | -[cls] -f= -t= --from-code= --to-code= --list --silent | in*
{dos2unix, unix2dos, mac2unix} | -[bkq] -c= -ascii --keepdate --quiet --convmode= --info -i --safe | own*
# moreutils, datamash 1.8
datamash | -[siWHfC] -t=:text -g=:text -R=:number --sort --group=:text --field-separator=:text --header-in --header-out --headers --whitespace --ignore-case --full --round=:number --narm | text*
# Miller 6 verbs can write (tee, split): only its formats
{xsv, qsv} {headers, count, stats, frequency, select, slice, table, search, flatten} | -[njiv] -d=:text -s=:text -l=:number --delimiter=:text --no-headers --select=:text --everything --limit=:number --len=:number --start=:number --end=:number --index=:number --just-names | in*
# csvkit 2; not -f of csvgrep (a file of patterns)
csvcut | -[nHlVx] -c=:text -C=:text -d=:text --columns=:text --not-columns=:text --delimiter=:text --names --no-header-row --linenumbers --delete-empty-rows | in*
csvgrep | -[nHlVia] -c=:text -d=:text -m=:text -r=:text --columns=:text --delimiter=:text --match=:text --regex=:text --names --invert-match --any-match --no-header-row --linenumbers | in*
csvsort | -[nHlVri] -c=:text -d=:text --columns=:text --delimiter=:text --names --reverse --ignore-case --no-header-row --linenumbers --no-inference | in*
{csvstat, csvlook, csvjson} | -[HlVI] -c=:text -d=:text -i=:number -y=:number --columns=:text --delimiter=:text --indent=:number --key=:text --mean --max --min --sum --unique --nulls --type --count --no-header-row --linenumbers --no-inference --max-rows=:number --max-columns=:number | in*
`;
