// How the page of a private key looks: made for paper, black on white, the same on A4 and Letter. On a screen it is a
// sheet with a warning above it.
export const PAPER_STYLE = `
*{box-sizing:border-box}
:root{color-scheme:light}
body{margin:0;background:#e9ebee;color:#000;font:10pt/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif}
code{font-family:"DejaVu Sans Mono","Liberation Mono",Consolas,Menlo,ui-monospace,monospace;font-variant-ligatures:none}
p{margin:0}
.screen{max-width:210mm;margin:8mm auto 4mm;padding:3mm 5mm;border-left:1.5mm solid #b42318;border-radius:1mm;background:#fdecea;font-size:11pt}
main{max-width:210mm;margin:0 auto 10mm;padding:14mm;background:#fff;box-shadow:0 1px 6px #0003}
header{padding-bottom:4mm;border-bottom:.6mm solid #000}
.kind{font-size:8.5pt;letter-spacing:.08em;text-transform:uppercase}
h1{margin:.5mm 0 1.5mm;font-size:19pt;font-weight:400;line-height:1.2;overflow-wrap:anywhere}
h1 b{font-weight:700}
h1.small{font-size:13pt}
h2{margin:0 0 1.5mm;font-size:10.5pt}
dl{display:grid;grid-template-columns:max-content max-content 1fr;gap:2.5mm 12mm;margin:4mm 0 0}
dl>div:last-child{grid-column:1/-1}
dt{font-size:8pt}
dd{margin:0;font-size:10.5pt;font-weight:600}
dd code{font-size:9.2pt;font-weight:400}
.key{display:grid;grid-template-columns:max-content 1fr;gap:6mm;align-items:center;margin:5mm .3mm;padding:2mm;border:.35mm solid #000;border-radius:1.5mm}
figure{margin:0}
.qr{display:block;width:64mm;height:64mm}
figcaption{text-align:center;font-size:8.5pt}
ol{margin:0;padding:0;list-style:none;counter-reset:line group}
ol li{display:flex;gap:4.2mm;align-items:baseline;counter-increment:line;break-inside:avoid}
ol li::before{content:counter(line) ".";width:7mm;text-align:right;font-size:8.5pt}
.group{position:relative;padding-top:3.6mm;counter-increment:group;font-size:15.5pt;line-height:1.25;letter-spacing:.06em;white-space:nowrap}
.group::before{content:counter(group);position:absolute;top:.6mm;left:0;font-size:6.5pt;line-height:1;letter-spacing:0}
.text li+li{margin-top:1.6mm}
.belongs{display:none;margin-bottom:2.5mm;font-size:9pt}
.long .belongs{display:block}
.long .key{display:block;padding:4mm}
.long .codes{display:flex;flex-wrap:wrap;gap:3mm;justify-content:space-around}
.long .qr{width:54mm;height:54mm}
.long .text{margin-top:6mm}
.long .text li+li{margin-top:.8mm}
.long ol{columns:2;column-gap:8mm}
.long ol li{gap:2.6mm}
.long .group{padding-top:2.6mm;font-size:12pt}
.long .group::before{top:.1mm}
.how{margin-top:4mm;break-inside:avoid}
.how ul{margin:0;padding-left:4.5mm}
.how li{margin-top:1mm}
.how p code{font-size:8.6pt}
.command{display:block;margin:.6mm 0;font-size:9.2pt}
.checks{width:100%;margin-top:4.5mm;border-collapse:collapse;break-inside:avoid}
.checks th{padding:0 2mm 1mm 0;border-bottom:.25mm solid #000;text-align:left;font-size:8pt;font-weight:400}
.checks td{height:7mm;border-bottom:.25mm solid #777}
.checks th:first-child{width:32mm}
.checks th:last-child{width:45mm}
@page{margin:14mm}
@media print{
body{background:#fff}
.screen{display:none}
main{max-width:none;margin:0;padding:0;box-shadow:none}
.long .key{border:0;padding:0}
.long .text{break-before:page;margin-top:0}
}
@media screen and (max-width:50rem){main{padding:5mm}.key{display:block}dl{grid-template-columns:1fr}ol{overflow-x:auto}}
`;
