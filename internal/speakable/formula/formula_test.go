package formula

import (
	"fmt"
	"strings"
	"testing"

	"carrel/internal/golden"
	"carrel/internal/lang"
	"carrel/internal/lang/en"
	"carrel/internal/lang/fr"
	"carrel/internal/speakable/mark"
	"carrel/internal/speakable/markup/markuptest"
)

func TestFormulasAsSaid(t *testing.T) {
	var b strings.Builder
	for _, src := range []string{
		`x^2`, `x^3`, `x^n`, `x^{-1}`, `x^{n+1}`, `a_1`, `a_{ij}`, `x_1^2`, `\frac{a}{b}`, `\frac{1}{2}`, `\frac{x+1}{x-1}`, `\sqrt{2}`, `\sqrt{x+1}`, `\sqrt[3]{8}`, `\sqrt[n]{x}`,
		`\sin x`, `\sin^2 \theta`, `\sin(x+y)`, `f(x)=mx+b`, `f'(x)`, `f^{-1}(x)`, `\log_2 8`, `\ln x`, `\sum_{i=1}^{n} i^2`, `\int_0^\infty e^{-x}\,dx`, `\int f`, `\lim_{x \to 0} \frac{\sin x}{x}`, `\prod_{k} a_k`,
		`|x|`, `\left| x - y \right|`, `\left(\frac{a}{b}\right)^2`, `(a+b)^2 = a^2 + 2ab + b^2`, `[0,1)`, `\{1,2\}`, `a \leq b \neq c`, `A \subseteq B \cup C`, `\forall x \in \mathbb{R}`, `\vec{v} \cdot \hat{n}`, `\bar{x}`,
		`\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}`, `f(x)=\begin{cases} 1 & x>0 \\ 0 & \text{otherwise}\end{cases}`, `\begin{aligned} a &= b \\ c &= d \end{aligned}`, `90^\circ`, `\alpha + \Omega - \varphi`, `\text{if } x > 0`, `\mathrm{km/h}`, `\mathrm{H_2O}`,
		`\ce{H2O}`, `\ce{2H2 + O2 -> 2H2O}`, `\ce{SO4^2-}`, `\ce{Ca^{2+}(aq)}`, `\ce{N2 + 3H2 <=> 2NH3}`, `\binom{n}{k}`, `n!`, `1{,}000`, `3.14`, `\unknown{x}`, `\frac`, `{{{`, `}}`, `\left(`, `x^`, `_`, `\overset{!}{=}`, `a \xrightarrow{k} b`, `10\%`, `P(A \mid B)`, `E=mc^2`, `\frac{dy}{dx}`, `\partial_x f`, `x \mapsto x^2`, `\lfloor x \rfloor`, `a/b`, `2 \times 3`,
	} {
		fmt.Fprintf(&b, "%s\n  en  %s\n  fr  %s\n  see %s\n\n", src, SayTeX(src, &en.Words), SayTeX(src, &fr.Words), ShowTeX(src))
	}
	golden.Check(t, "formulas.golden", b.String())
}

func FuzzTeX(f *testing.F) {
	for _, s := range []string{`\frac{a}{b}`, `\begin{pmatrix}1&2\\3&4\end{pmatrix}`, `\left( x \right]`, `\ce{2H2 + O2 -> 2H2O}`, `\sqrt[3]{x}_1^2`, `\{a\}`, `|x|`, `\text{a $b$ c}`, `x''_{a_b}^{c^d}`} {
		f.Add(s)
	}
	f.Add(strings.Repeat("|(", 50))
	f.Add(strings.Repeat("f(1+", 50))
	f.Add(strings.Repeat(`\frac{`, 50))
	f.Fuzz(func(t *testing.T, src string) {
		for _, ws := range []*lang.Words{&en.Words, &fr.Words} {
			said := mark.Strip(SayTeX(mark.Clean(src), ws))
			if bad := markuptest.Unspeakable(said); bad != "" {
				t.Fatalf("%q is said of %q: %q", bad, src, said)
			}
		}
		markuptest.Harmless(t, ShowTeX(mark.Clean(src)))
	})
}
