/** How the reference looks: the product's faces, sizes and colours in both schemes, in one small sheet. */
export const referenceStyle = `
:root { color-scheme: light dark; --line: light-dark(#e4e4e7, #2c2c31); --quiet: light-dark(#52525b, #a1a1aa); --accent: light-dark(#4347c4, #a9acf7); --raised: light-dark(#f6f6f7, #1b1b1f); }
* { box-sizing: border-box; }
body { font: 14px/20px Inter, system-ui, sans-serif; max-width: 1080px; margin: 0 auto; padding: 32px 16px 64px; background: light-dark(#fff, #131316); color: light-dark(#18181b, #ececef); }
h1 { font-size: 20px; line-height: 28px; } h2 { font-size: 16px; margin: 40px 0 8px; } h3 { font-size: 13px; margin: 16px 0 4px; }
h1, h2, h3, th, b { font-weight: 600; }
p { max-width: 72ch; } a { color: var(--accent); text-underline-offset: 3px; }
code, pre { font: 12px/20px ui-monospace, monospace; overflow-wrap: anywhere; }
nav ul { columns: 12rem; column-gap: 24px; margin: 0; padding: 0; list-style: none; } nav li { padding: 2px 0; }
nav span, summary span, td span { color: var(--quiet); }
details { border-top: 1px solid var(--line); } details[open] { padding-bottom: 16px; }
summary { display: grid; grid-template-columns: 64px minmax(0, 2fr) minmax(0, 3fr); gap: 0 16px; padding: 8px 0; cursor: pointer; font-size: 13px; }
summary:hover { background: var(--raised); } summary b { font-size: 12px; }
pre { margin: 0; padding: 12px; background: var(--raised); white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 13px; } td, th { text-align: left; padding: 4px 16px 4px 0; vertical-align: top; overflow-wrap: anywhere; }
td:first-child, th:first-child { width: 33%; } th { color: var(--quiet); font-size: 12px; }
:target > summary { background: var(--raised); }
@media (max-width: 640px) { summary { grid-template-columns: 56px minmax(0, 1fr); } summary span { grid-column: 2; } }
`
