/// How a report looks.
enum ReportStyle {
    /// The style sheet: light, dark, narrow and on paper.
    static let text = #"""
        :root {
          color-scheme: light dark;
          --paper: #ffffff; --panel: #f4f6f8; --ink: #1b2127; --soft: #4a5560; --line: #d3dae1;
          --link: #0a569e; --grid: #e3e8ed;
          --c1: #0b5fa5; --c2: #c2440e; --c3: #0b7a5b; --c4: #98407f; --c5: #8a6100;
          --c6: #56616c; --c7: #2b8cbe; --c8: #a03a3a;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #12171c; --panel: #1b2229; --ink: #e9edf1; --soft: #b1bbc5; --line: #39434d;
            --link: #86c1ff; --grid: #28313a;
            --c1: #6db4f5; --c2: #ff9a6b; --c3: #55d3a9; --c4: #eaa0d2; --c5: #e6c15c;
            --c6: #a9b4bf; --c7: #a5d8f3; --c8: #f29a9a;
          }
        }
        @media print {
          :root {
            color-scheme: light;
            --paper: #ffffff; --panel: #ffffff; --ink: #000000; --soft: #333b42; --line: #b9c1c9;
            --link: #000000; --grid: #e3e8ed;
            --c1: #0b5fa5; --c2: #c2440e; --c3: #0b7a5b; --c4: #98407f; --c5: #8a6100;
            --c6: #56616c; --c7: #2b8cbe; --c8: #a03a3a;
          }
        }
        *, *::before, *::after { box-sizing: border-box; }
        html {
          font: 100%/1.55 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif;
          -webkit-text-size-adjust: 100%; scroll-padding-top: 4rem;
        }
        body { margin: 0; background: var(--paper); color: var(--ink); }
        header, nav ul, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
        header { padding-top: 2.25rem; }
        a { color: var(--link); text-underline-offset: .15em; }
        a:hover { text-decoration-thickness: .14em; }
        :focus-visible { outline: 3px solid var(--c2); outline-offset: 2px; border-radius: 3px; }
        main:focus { outline: none; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { left: 1rem; top: .5rem; z-index: 3; padding: .5rem 1rem;
          background: var(--paper); }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden;
          clip-path: inset(50%); }

        .brand { margin: 0; color: var(--soft); font-size: .85rem; letter-spacing: .04em; }
        h1 { margin: .1rem 0 .4rem; font-size: clamp(1.8rem, 5vw, 2.6rem); line-height: 1.15;
          letter-spacing: -.015em; overflow-wrap: anywhere; }
        h2 { margin: 3.5rem 0 .5rem; font-size: 1.55rem; line-height: 1.25;
          letter-spacing: -.01em; }
        h3 { margin: 0; font-size: 1.08rem; line-height: 1.35; }
        p { margin: .35rem 0; max-width: 46rem; }
        .facts { color: var(--soft); max-width: none; }
        .facts span { margin-right: 1.1rem; white-space: nowrap; }
        .facts span:last-child { margin: 0; }
        .about { margin-top: .8rem; overflow-wrap: anywhere; }
        .note { margin: 1rem 0; padding: .7rem 1rem; border-left: 4px solid var(--c2);
          background: var(--panel); }
        .lead { font-size: 1.02rem; }

        nav { position: sticky; top: 0; z-index: 2; margin-top: 1.5rem; background: var(--paper);
          border-block: 1px solid var(--line); }
        nav ul { display: flex; gap: 0 1.4rem; list-style: none; overflow-x: auto; }
        nav a { display: block; padding: .6rem 0; white-space: nowrap; text-decoration: none; }
        nav a:hover { text-decoration: underline; }

        .headlines { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
          gap: 1px; margin: 2rem 0 0; background: var(--panel); border: 1px solid var(--line);
          border-radius: 8px; overflow: hidden; }
        .headlines div { padding: 1rem 1.1rem; box-shadow: 0 0 0 1px var(--line); }
        dt { color: var(--soft); font-size: .9rem; }
        dd { margin: .15rem 0 0; }
        dd strong { font-size: 1.5rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em;
          font-variant-numeric: tabular-nums; white-space: nowrap; }
        .unit { color: var(--soft); }
        .detail { display: block; margin-top: .2rem; color: var(--soft); font-size: .87rem;
          line-height: 1.4; }

        figure { margin: 0; }
        .chart { margin: 1.9rem 0 2.4rem; }
        figcaption p { color: var(--ink); }
        figcaption .axis { margin: .5rem 0 .1rem; color: var(--soft); font-size: .85rem; }
        .plot { position: relative; height: 20rem; }
        .plot.low { height: 13rem; }
        .plot.steps { height: 17rem; }
        .plot canvas { display: block; }
        .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.3rem; margin: .5rem 0 0; padding: 0;
          list-style: none; font-size: .88rem; }
        .legend.lines, .legend.low, .legend.steps { display: none; }
        .swatch { display: inline-block; width: 1.5rem; height: 0; margin-right: .45rem;
          vertical-align: .28em; border-top: 3px solid var(--c6); }
        .swatch.dash { border-top-style: dashed; }
        .swatch.box { height: .8rem; width: .8rem; border: 0; vertical-align: -.06em;
          background: var(--c6); }
        .s1 { border-top-color: var(--c1); } .s2 { border-top-color: var(--c2); }
        .s3 { border-top-color: var(--c3); } .s4 { border-top-color: var(--c4); }
        .s5 { border-top-color: var(--c5); } .s6 { border-top-color: var(--c6); }
        .s7 { border-top-color: var(--c7); } .s8 { border-top-color: var(--c8); }
        .box.s1 { background: var(--c1); } .box.s2 { background: var(--c2); }
        .box.s3 { background: var(--c3); } .box.s4 { background: var(--c4); }
        .box.s5 { background: var(--c5); } .box.s6 { background: var(--c6); }
        .box.s7 { background: var(--c7); } .box.s8 { background: var(--c8); }

        details { margin: .5rem 0; }
        summary { padding: .35rem 0; color: var(--link); cursor: pointer; }
        .numbers summary { font-size: .88rem; }
        .attack, .block { border-top: 1px solid var(--line); margin: 0; padding: .1rem 0; }
        .attack[open], .block[open] { padding-bottom: 1.2rem; }
        .attack summary, .block summary { padding: .55rem 0; }
        .attack[open] > summary, .block[open] > summary { color: var(--ink); font-weight: 600; }
        details:target > summary, tr:target { background: var(--panel); }

        .scroll { overflow: auto; max-height: 30rem; border: 1px solid var(--line);
          border-radius: 6px; margin: .6rem 0; }
        table { width: 100%; border-collapse: collapse; font-size: .89rem; line-height: 1.4;
          font-variant-numeric: tabular-nums; }
        caption { padding: .6rem .8rem; color: var(--soft); text-align: left; }
        caption span { position: sticky; left: .8rem; display: inline-block;
          max-width: min(68rem, 100vw - 4rem); }
        th, td { padding: .38rem .55rem; text-align: right; white-space: pre;
          vertical-align: top; }
        th { position: sticky; top: 0; background: var(--panel); color: var(--soft);
          font-weight: 600; border-bottom: 1px solid var(--line); }
        tbody tr + tr td { border-top: 1px solid var(--grid); }
        .text { text-align: left; }
        td.text { white-space: normal; min-width: 5.5rem; }
        .more { color: var(--soft); font-size: .89rem; }

        .curve { max-width: 36rem; margin: .8rem 0; }
        .curve svg { display: block; width: 100%; height: auto; overflow: visible; }
        .curve text { fill: var(--ink); font-size: 13px; }
        .curve .tick { fill: var(--soft); font-size: 12px; }
        .curve path { fill: none; }
        .frame, .leader { stroke: var(--line); stroke-width: 1; }
        .leader { stroke: var(--soft); }
        .hyperbola { stroke: var(--c6); stroke-width: 2; }
        .curve circle { stroke: var(--paper); stroke-width: 2; }
        .p1 { fill: var(--c6); } .p2 { fill: var(--c2); } .p3 { fill: var(--c1); }
        .curve figcaption { color: var(--soft); font-size: .87rem; }

        footer { margin-top: 4rem; padding-top: 1rem; padding-bottom: 3rem; color: var(--soft);
          font-size: .88rem; }

        @media (max-width: 43.99rem) {
          header { padding-top: 1.3rem; }
          header, nav ul, main, footer { padding-left: 1rem; padding-right: 1rem; }
          h2 { margin-top: 2.8rem; font-size: 1.35rem; }
          .headlines { grid-template-columns: 1fr 1fr; margin-top: 1.3rem; }
          .headlines div { padding: .75rem .8rem; }
          .headlines div:first-child { grid-column: 1 / -1; }
          dd strong { font-size: 1.3rem; }
          .plot { height: 16rem; } .plot.low { height: 11rem; } .plot.steps { height: 16rem; }
          .legend.lines, .legend.low { display: flex; }
          .curve text { font-size: 17px; } .curve .tick { font-size: 15px; }
          .facts span { display: inline-block; white-space: normal; }
          th, td { padding: .35rem .6rem; }
        }
        @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
        @media print {
          nav, .skip, .numbers { display: none; }
          html { font-size: 10pt; }
          h2, h3, figcaption { break-after: avoid; }
          .chart, .curve, .headlines, tr { break-inside: avoid; }
          .plot, .plot.low, .plot.steps { height: auto; }
          .plot canvas { width: 100% !important; height: auto !important; }
          .headlines { grid-template-columns: repeat(5, 1fr); }
          .scroll { max-height: none; overflow: visible; border: 0; }
          .legend.lines, .legend.low { display: flex; }
          th, td { padding: .2rem .4rem; white-space: normal; }
          a { text-decoration: none; }
          .block:not([open]), .attack:not([open]) { display: none; }
        }
        """#
}
