import type { Locale } from '#engine/text'

/** What a mail says, in its parts; `code` stands large on a line of its own, `button` leads somewhere. */
export type MailParts = {
  locale: Locale
  /** From whom, as it stands above and below the text. */
  sender: string
  subject: string
  title: string
  paragraphs: readonly string[]
  code?: string
  button?: { label: string; url: string }
  /** Smaller, below: why the mail came, and what to do if one did not ask for it. */
  footer: readonly string[]
  /** Smaller too: where one says which mails one wants. */
  link?: { label: string; url: string }
  /** The store's own look; the logo stands in the place of its name, which it bears as its text. */
  look?: Look
}

/** Colours as `#rrggbb`, and a picture by https. */
export type Look = { accent: string; onAccent: string; logoUrl: string | null }

/** A mail as it is sent: the same in HTML and as text. */
export type Mail = { subject: string; html: string; text: string }

const INK = '#1c2b33'
const QUIET = '#55646c'
const ACCENT = '#0f5c6e'
const OURS: Look = { accent: ACCENT, onAccent: '#ffffff', logoUrl: null }
const FONT = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue','PingFang SC','Microsoft YaHei',sans-serif"
/** Languages that are written from right to left. */
const RIGHT_TO_LEFT = /^(?:ar|fa|he|ur)\b/

/**
 * Makes a mail of its parts: one column that any client shows, dark text on white (contrast above 7:1), a table for looks alone, and the same as
 * text. All that is put in is escaped; sides are those of the writing.
 */
export function composeMail(parts: MailParts): Mail {
  const { locale, sender, subject, title, paragraphs, code, button, footer, link, look = OURS } = parts
  const lines = [
    `<h1 style="margin:0 0 16px;font-size:22px;line-height:30px;color:${INK}">${escapeHtml(title)}</h1>`,
    ...paragraphs.map((text) => paragraph(text, `font-size:16px;line-height:25px;color:${INK}`)),
    ...(code === undefined ? [] : [`<p dir="ltr" style="margin:0 0 16px;padding:16px;border-radius:8px;background:#eef4f5;text-align:center;font-size:32px;line-height:40px;letter-spacing:6px;font-weight:700;color:${INK}">${escapeHtml(code)}</p>`]),
    ...(button === undefined ? [] : [`<p style="margin:0 0 16px"><a href="${escapeHtml(button.url)}" style="display:inline-block;padding:14px 24px;border-radius:8px;background:${look.accent};color:${look.onAccent};font-size:16px;line-height:20px;font-weight:600;text-decoration:none">${escapeHtml(button.label)}</a></p>`]),
  ]
  const small = `font-size:13px;line-height:20px;color:${QUIET}`
  const below = [
    ...footer.map((text) => paragraph(text, small)),
    ...(link === undefined ? [] : [`<p style="margin:0 0 16px;${small}"><a href="${escapeHtml(link.url)}" style="color:${QUIET}">${escapeHtml(link.label)}</a></p>`]),
    paragraph(sender, small),
  ]
  const html = `<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:0;background:#f4f6f7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f6f7;font-family:${FONT}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border-radius:12px"><tr><td style="padding:32px 28px;text-align:start">
${headOf(sender, look)}
${lines.join('\n')}
</td></tr><tr><td style="padding:0 28px 24px;text-align:start">
${below.join('\n')}
</td></tr></table>
</td></tr></table>
</body>
</html>
`
  return { subject: oneLine(subject), html, text: textOf(parts) }
}

/** The logo, or the name: in ink where the store has a colour of its own, which need not be readable on white. */
function headOf(sender: string, look: Look): string {
  if (look.logoUrl !== null) return `<p style="margin:0 0 16px"><img src="${escapeHtml(look.logoUrl)}" alt="${escapeHtml(sender)}" height="36" style="height:36px;max-width:220px;font-size:14px;font-weight:600;color:${INK}"></p>`
  return paragraph(sender, `font-size:14px;line-height:20px;font-weight:600;color:${look.accent === ACCENT ? ACCENT : INK}`)
}

function textOf({ sender, title, paragraphs, code, button, footer, link }: MailParts): string {
  const middle = [...(code === undefined ? [] : [code]), ...(button === undefined ? [] : [`${button.label}:\n${button.url}`])]
  const below = [...footer, ...(link === undefined ? [] : [`${link.label}:\n${link.url}`]), sender]
  return `${[title, ...paragraphs, ...middle, '-- ', ...below].join('\n\n')}\n`
}

function paragraph(text: string, style: string): string {
  return `<p dir="auto" style="margin:0 0 16px;${style}">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`
}

/** Whether a language is written from right to left. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr'
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}

/** A line break in a subject would begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
}
