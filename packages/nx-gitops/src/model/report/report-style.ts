/** The style of the report: system fonts, light and dark by the reader's choice, and a print that opens everything. */
export const reportStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --paper: #fff; --band: #f6f8fa;
  --good: #116329; --warn: #7a4b00; --bad: #a40e26; --link: #0550ae; --add: #e6ffec; --del: #ffebe9; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4af; --line: #3d444d; --paper: #0d1117;
  --band: #161b22; --good: #56d364; --warn: #e3b341; --bad: #ff8f88; --link: #79b8ff; --add: #12361f; --del: #4b1b1d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
a { color: var(--link); } p, dd { margin: 0; } .soft { color: var(--soft); }
.skip { position: absolute; left: -999rem; } .skip:focus { position: static; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: .75rem 0 0; list-style: none; }
.wide { overflow-x: auto; } .wide:focus-visible, summary:focus-visible, a:focus-visible { outline: 3px solid var(--link); }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; color: var(--soft); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); }
code, pre { font: .86rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: .5rem 0; padding: .75rem; background: var(--band); border: 1px solid var(--line); border-radius: .4rem; overflow: auto; max-height: 32rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.25rem; margin: .5rem 0 1rem; } dt { color: var(--soft); }
details { border-top: 1px solid var(--line); padding: .4rem 0; } summary { cursor: pointer; font-weight: 600; }
.tree, .tree ul { list-style: none; padding-left: 1.1rem; margin: .25rem 0; } .tree { padding-left: 0; }
.tree ul { border-left: 1px solid var(--line); }
.state { font-weight: 600; } .good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
ins, del { text-decoration: none; display: block; } ins { background: var(--add); } del { background: var(--del); }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } nav, .skip { display: none; } a { color: inherit; }
  section { break-inside: auto; } tr, h2, summary { break-inside: avoid; break-after: auto; } pre { white-space: pre-wrap; overflow-wrap: anywhere; max-height: none; }
  details::details-content { content-visibility: visible; block-size: auto; } }
`;
