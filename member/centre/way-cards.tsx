import { useState } from 'preact/hooks'
import { useDesk } from './desk.ts'
import { Action, Card, Problem } from './parts.tsx'
import { canPasskey, makePasskey } from './passkey.ts'
import { Remove } from './remove-way.tsx'
import type { Ways } from './shapes.ts'
import { ProvedDoing } from './step-up.tsx'
import { TotpCard } from './totp-card.tsx'

/** The ways to sign in beside codes by e-mail: passkeys, a password, other providers; and an authenticator app, whose codes are asked for besides. */
export function WayCards({ ways }: { ways: Ways }) {
  const { shop } = useDesk()
  return (
    <>
      {shop.ways.passkey && <PasskeyCard ways={ways} />}
      {shop.ways.password && <PasswordCard ways={ways} />}
      {ways.providers.length > 0 && <ProvidersCard ways={ways} />}
      <TotpCard ways={ways} />
    </>
  )
}

function PasskeyCard({ ways: { passkeys } }: { ways: Ways }) {
  const { say, format, ask, answers, notify } = useDesk()
  const add = async (): Promise<void> => {
    const made = await makePasskey(ask)
    if (made === null) return
    await ask('/members/me/passkeys', { method: 'POST', body: { ...made, name: say('passkey.name', { date: format.date(new Date().toISOString()) }) } })
    answers.renew()
    notify(say('passkey.added'))
  }
  return (
    <Card title={say('passkey.title')}>
      <p class="muted">{say('passkey.text')}</p>
      <ul class="rows">
        {passkeys.map(({ passkey, name, usedAt }) => (
          <li key={passkey} class="row">
            <span><bdi>{name}</bdi><small class="muted block">{usedAt === null ? say('passkey.unused') : say('passkey.used', { date: format.date(usedAt) })}</small></span>
            <Remove path={`/members/me/passkeys/${encodeURIComponent(passkey)}`} label={say('passkey.remove', { name })} />
          </li>
        ))}
      </ul>
      {canPasskey() && (
        <ProvedDoing act={add}>
          {({ isBusy, problem, run }) => <><Problem problem={problem} /><Action kind="quiet" isBusy={isBusy} busy={say('passkey.wait')} onClick={() => void run()}>{say('passkey.add')}</Action></>}
        </ProvedDoing>
      )}
    </Card>
  )
}

/** By whom else the member signs in; a store may offer one no more, which is taken away all the same. */
function ProvidersCard({ ways: { providers } }: { ways: Ways }) {
  const { say, shop } = useDesk()
  const nameOf = (provider: string): string => shop.providers.find((one) => one.provider === provider)?.label ?? provider
  return (
    <Card title={say('provider.title')}>
      <p class="muted">{say('provider.text')}</p>
      <ul class="rows">
        {providers.map((one) => <li key={one} class="row"><span>{nameOf(one)}</span><Remove path={`/members/me/providers/${encodeURIComponent(one)}`} label={say('provider.remove', { name: nameOf(one) })} /></li>)}
      </ul>
    </Card>
  )
}

function PasswordCard({ ways: { hasPassword, passwordChangedAt } }: { ways: Ways }) {
  const { say, format, ask, answers, notify } = useDesk()
  const [password, setPassword] = useState('')
  const set = async (): Promise<void> => {
    await ask('/members/me/password', { method: 'POST', body: { password } })
    setPassword('')
    answers.renew()
    notify(say('password.set'))
  }
  return (
    <Card title={say('field.password')} action={hasPassword ? <Remove path="/members/me/password" label={say('password.remove')} /> : undefined}>
      <p class="muted">{passwordChangedAt === null ? say('password.none') : say('password.since', { date: format.date(passwordChangedAt) })}</p>
      <ProvedDoing act={set}>
        {({ isBusy, problem, run }) => (
          <form class="form" onSubmit={(event) => { event.preventDefault(); void run() }}>
            <label>{say('password.new')}<small class="muted">{say('password.rule')}</small><input type="password" autoComplete="new-password" minLength={12} maxLength={200} required value={password} onInput={(event) => setPassword(event.currentTarget.value)} /></label>
            <Problem problem={problem} />
            <Action type="submit" kind="quiet" isBusy={isBusy} busy={say('wait.saving')}>{say(hasPassword ? 'password.change' : 'password.save')}</Action>
          </form>
        )}
      </ProvedDoing>
    </Card>
  )
}
