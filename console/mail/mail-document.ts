/** What a mail may do where it is shown: be looked at, with styles that carry the page's nonce. */
function policyOf(nonce: string): string {
  return `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'none'; base-uri 'none'`
}

/**
 * A mail as a document of its own for a frame without any right. Mails carry their look in style attributes, which the policy of the page forbids: here each becomes a rule
 * of one style element with the nonce, so that neither policy has to be wider. They are renamed before the text is read, as reading one is refused, and told of, already.
 */
export function mailDocument(html: string, nonce: string): string {
  const mail = new DOMParser().parseFromString(html.replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle=/gi, ' data-style=')), 'text/html')
  const rules: string[] = []
  for (const [index, element] of mail.querySelectorAll('[data-style]').entries()) {
    rules.push(`[data-look="${index}"] { ${element.getAttribute('data-style')} }`)
    element.setAttribute('data-look', String(index))
    element.removeAttribute('data-style')
  }
  for (const element of mail.querySelectorAll('script, style, link, meta, base, iframe, object, embed')) element.remove()
  const policy = mail.createElement('meta')
  policy.httpEquiv = 'Content-Security-Policy'
  policy.content = policyOf(nonce)
  const style = mail.createElement('style')
  style.setAttribute('nonce', nonce)
  style.textContent = rules.join('\n').replaceAll('<', '\\3c ')
  mail.head.prepend(policy, style)
  return `<!doctype html>${mail.documentElement.outerHTML}`
}
