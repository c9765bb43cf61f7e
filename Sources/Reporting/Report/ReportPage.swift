/// The page of a report, as a mustache template.
enum ReportPage {
    /// The whole document; the parts with tables are templates of their own (`ReportParts`).
    ///
    /// The security policy allows what is in the file and nothing else: no request can leave it.
    static let text = #"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none';
        style-src 'unsafe-inline'; script-src 'nonce-ballast'; img-src data:">
        <title>{{name}}, seed {{seed}}: a run of Ballast</title>
        <link rel="icon" href="data:,">
        <style>
        {{{style}}}
        </style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the report</a>
        <header>
        <p class="brand">Ballast report</p>
        <h1>{{name}}</h1>
        <p class="facts">{{#facts}}<span>{{.}}</span> {{/facts}}</p>
        {{#about}}<p class="about">{{.}}</p>{{/about}}
        {{#notes}}<p class="note" role="note">{{.}}</p>
        {{/notes}}
        </header>
        <nav aria-label="Sections"><ul>
        {{#sections}}<li><a href="#{{anchor}}">{{title}}</a></li>{{/sections}}
        </ul></nav>
        <main id="main" tabindex="-1">
        <h2 class="hidden">In short</h2>
        <dl class="headlines">
        {{#headlines}}
        <div><dt>{{label}}</dt><dd><strong>{{value}}</strong>
        {{#unit}}<span class="unit">{{.}}</span>{{/unit}}
        <span class="detail">{{detail}}</span></dd></div>
        {{/headlines}}
        </dl>
        {{#sections}}
        <section id="{{anchor}}" aria-labelledby="{{anchor}}-title">
        <h2 id="{{anchor}}-title">{{title}}</h2>
        {{#lead}}<p class="lead">{{.}}</p>{{/lead}}
        {{#charts}}{{>chart}}{{/charts}}
        {{#tables}}{{>table}}{{/tables}}
        {{#attacks}}{{>attack}}{{/attacks}}
        {{#blocks}}{{>block}}{{/blocks}}
        </section>
        {{/sections}}
        </main>
        <footer>
        <p>{{footer}}</p>
        </footer>
        <script type="application/json" id="data">{{{data}}}</script>
        {{#charting}}
        <script nonce="ballast">
        {{{library}}}
        </script>
        <script nonce="ballast">
        {{{script}}}
        </script>
        {{/charting}}
        </body>
        </html>

        """#
}
