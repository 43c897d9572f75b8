import { type MarkedToken, marked, type Token, type Tokens } from 'marked';
import { diffTable, patchRows } from './diff-table.ts';
import { flowchartSvg } from './flowchart-svg.ts';
import { Html, html } from './html.ts';

/** Draws what stands in a fence of the language `suggestion`. */
export type DrawSuggestion = (lines: readonly string[]) => Html;

const asCode: DrawSuggestion = (lines) => html`<pre><code>${lines.join('\n')}</code></pre>`;

/**
 * Comments and summaries as a page shows them. The Action escapes what comes from a template, and nothing here trusts
 * that it did: markup is made from tokens, and of raw HTML only the bare tags of a folded part go through.
 */
export function markdownHtml(markdown: string, suggestion: DrawSuggestion = asCode): Html {
  return blocks(marked.lexer(markdown), suggestion);
}

function blocks(tokens: readonly Token[], suggestion: DrawSuggestion): Html {
  return html`${(tokens as readonly MarkedToken[]).map((token) => block(token, suggestion))}`;
}

function block(token: MarkedToken, suggestion: DrawSuggestion): Html {
  switch (token.type) {
    case 'heading':
      return heading(token);
    case 'paragraph':
      return html`<p>${inline(token.tokens)}</p>`;
    case 'list': {
      const items = token.items.map(({ tokens }) => html`<li>${blocks(tokens, suggestion)}</li>`);
      return token.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case 'blockquote':
      return html`<blockquote>${blocks(token.tokens, suggestion)}</blockquote>`;
    case 'code':
      return code(token, suggestion);
    case 'table':
      return table(token);
    case 'hr':
      return html`<hr>`;
    case 'space':
    case 'def':
      return html``;
    case 'html':
      return foldTags(token.text);
    default:
      return span(token);
  }
}

/** One level lower than it says: the page has headings of its own. */
function heading({ depth, tokens }: Tokens.Heading): Html {
  if (depth <= 2) return html`<h3>${inline(tokens)}</h3>`;
  return depth === 3 ? html`<h4>${inline(tokens)}</h4>` : html`<h5>${inline(tokens)}</h5>`;
}

function code({ lang, text }: Tokens.Code, suggestion: DrawSuggestion): Html {
  const lines = text.split('\n');
  if (lang === 'suggestion') return suggestion(lines);
  if (lang === 'diff') return diffTable(patchRows(lines));
  const drawing = lang === 'mermaid' ? flowchartSvg(lines) : null;
  return drawing === null ? asCode(lines) : html`<figure class="chart">${drawing}</figure>`;
}

function table({ header, rows }: Tokens.Table): Html {
  const head = header.map(({ tokens }) => html`<th>${inline(tokens)}</th>`);
  const body = rows.map((row) => html`<tr>${row.map(({ tokens }) => html`<td>${inline(tokens)}</td>`)}</tr>`);
  return html`<div class="wide"><table class="cells"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function inline(tokens: readonly Token[]): Html {
  return html`${(tokens as readonly MarkedToken[]).map(span)}`;
}

function span(token: MarkedToken): Html {
  switch (token.type) {
    case 'strong':
      return html`<strong>${inline(token.tokens)}</strong>`;
    case 'em':
      return html`<em>${inline(token.tokens)}</em>`;
    case 'del':
      return html`<del>${inline(token.tokens)}</del>`;
    case 'codespan':
      return html`<code>${token.text}</code>`;
    case 'br':
      return html`<br>`;
    case 'link':
      return link(token);
    case 'image':
      return html`${token.text}`;
    case 'html':
      return foldTags(token.text);
    case 'escape':
      return html`${token.text}`;
    case 'text':
      return token.tokens === undefined ? html`${token.text}` : inline(token.tokens);
    default:
      return html`${token.raw}`;
  }
}

/** A link to a page of the web; any other address stays text. */
function link({ href, tokens }: Tokens.Link): Html {
  const isWeb = URL.canParse(href) && /^https?:$/.test(new URL(href).protocol);
  return isWeb ? html`<a href="${href}" rel="noopener noreferrer">${inline(tokens)}</a>` : inline(tokens);
}

/** The four tags of a folded part, without attributes; comments are dropped, and any other HTML is shown as text. */
function foldTags(text: string): Html {
  const parts = text.split(/(<!--[\s\S]*?-->|<\/?(?:details|summary)>)/);
  return html`${parts.map((part, index) => {
    if (index % 2 === 0) return html`${part}`;
    return part.startsWith('<!--') ? html`` : new Html(part);
  })}`;
}
