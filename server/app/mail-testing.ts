import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** What a mail server of a test was given, and where it listens. */
export type Post = { mails: (Email & { envelope: string[] })[]; port: number }

const opened: SMTPServer[] = []

/** A mail server that keeps what it is given. */
export async function openPost(options: SMTPServerOptions = {}): Promise<Post> {
  const mails: Post['mails'] = []
  const smtp = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], ...options,
    async onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      mails.push({ ...(await PostalMime.parse(Buffer.concat(chunks))), envelope: envelope.rcptTo.map(({ address }) => address) })
      done()
    },
  })
  smtp.on('error', () => {})
  opened.push(smtp)
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  return { mails, port: (smtp.server.address() as AddressInfo).port }
}

/** Ends all that were opened. */
export async function closePosts(): Promise<void> {
  for (const one of opened.splice(0)) await new Promise<void>((resolve) => one.close(() => resolve()))
}
