// How the page looks: light and dark by the reader's choice, always light on paper. Colours never stand alone;
// words say the same.
const LIGHT =
  "--bg:#f5f6f8;--card:#fff;--ink:#1a2027;--soft:#57626e;--line:#dde2e8;--code:#eef1f4;--link:#0b5cad;--track:#dfe4ea;" +
  "--bad:#b42318;--bad-bg:#fdecea;--warning:#8f5a00;--warning-bg:#fff3da;--good:#16703c;--good-bg:#e5f5eb;--neutral:#3f5872;--neutral-bg:#e9eff5;";
const DARK =
  "--bg:#0e1318;--card:#161c23;--ink:#e4e9ee;--soft:#98a4b0;--line:#29323b;--code:#212a33;--link:#7db7f0;--track:#2c3640;" +
  "--bad:#ff8f85;--bad-bg:#3a1d1b;--warning:#f0bb4a;--warning-bg:#352912;--good:#6dd093;--good-bg:#143021;--neutral:#a3bfdb;--neutral-bg:#1c2936;";

export const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:anywhere;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
main{max-width:68rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{margin:0 0 1rem;font-size:1.35rem;font-weight:650;letter-spacing:-.01em}
h2{margin:0 0 .8rem;font-size:1.08rem;font-weight:650}
h3{margin:0;font-size:.98rem;font-weight:600}
p{margin:.35rem 0}
a{color:var(--link)}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
code{padding:.1em .35em;border-radius:4px;background:var(--code);overflow-wrap:anywhere}
pre{overflow:auto;padding:.8rem;border-radius:8px;background:var(--code)}
section{margin-top:2.2rem;scroll-margin-top:1rem}
.good{--tone:var(--good);--tone-bg:var(--good-bg)}
.bad{--tone:var(--bad);--tone-bg:var(--bad-bg)}
.warning{--tone:var(--warning);--tone-bg:var(--warning-bg)}
.neutral{--tone:var(--neutral);--tone-bg:var(--neutral-bg)}
strong.good,strong.bad,strong.warning{color:var(--tone)}
.badge{display:inline-block;padding:.05em .55em;border-radius:99px;background:var(--tone-bg);color:var(--tone);font-size:.76rem;font-weight:650;line-height:1.6;white-space:nowrap;vertical-align:.08em}
.icon{flex:none;fill:var(--tone);stroke:none}
.icon path{fill:none;stroke:var(--card);stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.verdict{display:flex;flex-wrap:wrap;gap:1rem}
.answer,.deadline{padding:1.2rem 1.35rem;border:1px solid var(--line);border-radius:12px;background:var(--card)}
.answer{flex:2 1 26rem;display:flex;gap:1.1rem;border-top:4px solid var(--tone)}
.answer>div>strong{display:block;color:var(--tone);font-size:1.6rem;line-height:1.2;letter-spacing:-.015em}
.deadline{flex:1 1 15rem;border-top:4px solid var(--tone)}
.deadline strong{display:block;color:var(--tone);font-size:1.6rem;line-height:1.2;letter-spacing:-.015em}
.label{color:var(--soft);font-size:.84rem}
.counts{display:flex;flex-wrap:wrap;gap:.4rem;margin:.75rem 0 0;padding:0;list-style:none}
.counts li{padding:.1rem .65rem;border-radius:99px;background:var(--tone-bg);color:var(--tone);font-size:.84rem}
nav{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;margin:1.1rem 0 0;font-size:.88rem}
nav a{color:var(--soft);text-decoration:none}
nav a:hover{color:var(--link);text-decoration:underline}
section>ul{margin:0;padding:.7rem 1.15rem .7rem 2.2rem}
section>ul li{padding:.12rem 0}
.notice,.panel,.meters,.timeline,.scroll,.facts,section>ul{border:1px solid var(--line);border-radius:10px;background:var(--card)}
.notice{margin:0 0 .7rem;padding:.85rem 1.1rem .9rem;border-left:4px solid var(--tone)}
.notice h3{line-height:1.45;overflow-wrap:anywhere}
.about{display:flex;flex-wrap:wrap;gap:.2rem .8rem;margin:.15rem 0 .55rem;color:var(--soft);font-size:.84rem;overflow-wrap:anywhere}
.notice dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem .9rem;margin:0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.notice dd code{user-select:all}
.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:.9rem}
.panels+*{margin-top:.9rem}
.panel{padding:1rem 1.15rem}
.panel>h3{margin-bottom:.6rem}
.panel .meters,.panel .scroll,.panel .facts{border:0;border-radius:0;padding:0;background:none}
.panel>*+*{margin-top:.6rem}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem;margin:0;padding:1rem 1.15rem}
.meters{display:grid;grid-template-columns:minmax(auto,20rem) minmax(4rem,1fr) max-content;gap:.5rem 1.1rem;align-items:center;padding:.9rem 1.15rem}
.panel .meters{grid-template-columns:max-content minmax(4rem,1fr) max-content}
.meter{display:contents}
.meter .label{overflow-wrap:anywhere}
.value{font-variant-numeric:tabular-nums;text-align:right;font-size:.9rem}
.track{fill:var(--track)}
.fill{fill:var(--tone)}
.timeline{margin:0;padding:1.15rem 1.15rem .3rem;list-style:none}
.timeline>li{position:relative;display:grid;grid-template-columns:2.7rem 1fr;gap:.9rem;padding-bottom:1rem}
.timeline>li:not(:last-child)::before{content:"";position:absolute;left:1.3rem;top:1.7rem;bottom:-.15rem;border-left:2px solid var(--line)}
.mark{position:relative;align-self:start;padding:.16rem 0;border-radius:99px;background:var(--tone-bg);color:var(--tone);font-weight:650;font-size:.84rem;text-align:center}
.timeline ul{margin:.15rem 0 0;padding:0;list-style:none;color:var(--soft);font-size:.92rem}
.timeline li li{padding:.05rem 0}
details.older{margin-top:-.2rem}
details.older>summary{padding:.3rem 1.15rem .9rem;color:var(--link);cursor:pointer}
.card{border:1px solid var(--line);border-radius:10px;background:var(--card)}
.card .timeline{border:0;background:none}
.scroll{overflow-x:auto;padding:.3rem 0;container-type:inline-size}
.panel .scroll{margin-left:-.6rem;margin-right:-.6rem}
table{overflow-wrap:normal;width:100%;border-collapse:collapse;font-size:.92rem}
th,td{padding:.36rem .6rem;text-align:left;vertical-align:top}
.scroll>table th:first-child,.scroll>table td:first-child{padding-left:1.15rem}
.panel .scroll>table th:first-child,.panel .scroll>table td:first-child{padding-left:.6rem}
th{color:var(--soft);font-weight:500;font-size:.84rem;white-space:nowrap}
td code{overflow-wrap:break-word}
tbody tr{border-top:1px solid var(--line)}
.long{overflow-wrap:anywhere}
time{white-space:nowrap}
@container (max-width:25rem){.scroll.some :is(th,td){padding:.3rem;font-size:.8rem;white-space:normal}.scroll.some time{white-space:normal}}
${stacked("many", "29rem")}
${stacked("most", "37rem")}
.right{text-align:right;font-variant-numeric:tabular-nums}
.says{padding:.6rem .9rem;border-left:4px solid var(--tone);border-radius:8px;background:var(--tone-bg)}
@media (max-width:40rem){.notice dl,.facts{grid-template-columns:1fr}.notice dt,.facts dt{font-size:.84rem}.meters,.panel .meters{grid-template-columns:1fr}.meter{display:grid;grid-template-columns:minmax(4rem,1fr) max-content;gap:.1rem 1rem;align-items:center}.meter .label{grid-column:1/-1}}
@page{margin:14mm}
@media print{
body{background:#fff;font-size:10.5pt}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{max-width:none;padding:0}
nav{display:none}
a{color:inherit;text-decoration:none}
h2{break-after:avoid}
td code{overflow-wrap:anywhere}
.scroll{overflow:visible}
details::details-content{content-visibility:visible;block-size:auto}
summary{display:none}
.notice,.panel,.answer,.deadline,.meters,.facts,.timeline>li,tr,li{break-inside:avoid}
section{margin-top:1.4rem}
}
`;

/** The rows of a table as lists, in a place narrower than that: no column is cut, and nothing moves sideways. */
function stacked(size: string, width: string): string {
  const rules = [
    "thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}",
    "table,.scroll.SIZE tbody,.scroll.SIZE tr{display:block}",
    "tr{padding:.5rem 1.15rem}",
    "tr:is(.panel *){padding:.5rem .6rem}",
    "tr>td:is(*,:first-child){display:grid;grid-template-columns:6.5rem 1fr;gap:.6rem;padding:.1rem 0;text-align:left;overflow-wrap:anywhere}",
    "td>*{justify-self:start}",
    "td::before{content:attr(data-title);color:var(--soft);font-size:.84rem;padding-top:.1em}",
    "td:empty{display:none}",
  ];
  return `@container (max-width:${width}){${rules.map((rule) => `.scroll.${size} ${rule.replaceAll("SIZE", size)}`).join("")}}`;
}
