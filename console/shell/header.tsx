import { ActionIcon, Badge, Burger, Button, Group, Menu, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { CaretSortIcon, CheckIcon, ExitIcon, GlobeIcon, MagnifyingGlassIcon, MoonIcon, PersonIcon, SunIcon } from '@radix-ui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { answerOf, type Me, type MySeat } from '#sdk/index'
import { useWrite } from '#console/session/client.ts'
import { LANGUAGES, switchLanguage, type Language } from '#console/words/words.ts'
import { useWords } from '#console/words/use-words.ts'
import { COMMAND } from './single-keys.ts'
import { openPalette } from './palette.tsx'

type Shown = { me: Me; seat: MySeat; isNavOpen: boolean; onNav: () => void }

/** The line on top: the store, the search, the language, the light, and who is signed in. */
export function Header({ me, seat, isNavOpen, onNav }: Shown) {
  const { say } = useWords()
  return (
    <Group h="100%" px="sm" justify="space-between" wrap="nowrap" gap="xs">
      <Group gap="xs" wrap="nowrap">
        <Burger opened={isNavOpen} onClick={onNav} hiddenFrom="sm" size="sm" aria-label={say('shell.menu')} aria-expanded={isNavOpen} />
        <Link className="brand" to="/$store" params={{ store: seat.store.id }} aria-label={say('shell.home')}><img src="/console/icon.svg" width={24} height={24} alt="" /><Text span fw={650} visibleFrom="md">Rockpool</Text></Link>
        <StoreMenu me={me} seat={seat} />
      </Group>
      <Group gap={4} wrap="nowrap">
        <Button variant="default" size="xs" leftSection={<MagnifyingGlassIcon aria-hidden />} rightSection={<span className="key" aria-hidden>{COMMAND} K</span>} onClick={openPalette} visibleFrom="sm">{say('shell.find')}</Button>
        <ActionIcon size="lg" hiddenFrom="sm" onClick={openPalette} aria-label={say('shell.find')}><MagnifyingGlassIcon /></ActionIcon>
        <LanguageMenu />
        <Light />
        <PersonMenu me={me} seat={seat} />
      </Group>
    </Group>
  )
}

function StoreMenu({ me, seat }: { me: Me; seat: MySeat }) {
  const { say } = useWords()
  const navigate = useNavigate()
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target><Button variant="subtle" color="gray" size="compact-md" c="inherit" px={{ base: 4, sm: 'xs' }} maw={{ base: 112, sm: 260 }} rightSection={<CaretSortIcon aria-hidden />} aria-label={say('shell.store', { name: seat.store.name })}>{seat.store.name}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say('shell.stores')}</Menu.Label>
        {me.seats.map(({ store }) => (
          <Menu.Item key={store.id} onClick={() => void navigate({ to: '/$store', params: { store: store.id } })} rightSection={store.kind === 'sandbox' ? <Badge size="sm">{say('shell.sandbox')}</Badge> : null} leftSection={store.id === seat.store.id ? <CheckIcon aria-label={say('shell.here')} /> : null}>{store.name}</Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The language changes at once, and is kept with the person, so that it is the same on another device. */
function LanguageMenu() {
  const { say, language } = useWords()
  const keep = useWrite((client, locale: Language) => client.PATCH('/api/v1/staff/me', { body: { locale } }), { touches: [] })
  const change = (next: Language): void => {
    void switchLanguage(next)
    keep.mutate(next)
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon size="lg" aria-label={say('shell.language')}><GlobeIcon /></ActionIcon></Menu.Target>
      <Menu.Dropdown>{LANGUAGES.map((each) => <Menu.Item key={each} lang={each} onClick={() => change(each)} leftSection={each === language ? <CheckIcon aria-label={say('shell.here')} /> : null}>{say(`language.${each}`)}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  )
}

function Light() {
  const { say } = useWords()
  const scheme = useComputedColorScheme('light')
  const { setColorScheme } = useMantineColorScheme()
  const next = scheme === 'dark' ? 'light' : 'dark'
  return <ActionIcon size="lg" aria-label={say(`shell.${next}`)} onClick={() => setColorScheme(next)}>{next === 'dark' ? <MoonIcon /> : <SunIcon />}</ActionIcon>
}

function PersonMenu({ me, seat }: { me: Me; seat: MySeat }) {
  const { say, has } = useWords()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const leave = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/staff/sessions/current')), { touches: [], onDone: () => {
    queries.clear()
    void navigate({ to: '/sign-in' })
  } })
  const role = seat.roleName ?? (has(`role.${seat.role}`) ? say(`role.${seat.role}`) : seat.role)
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target><ActionIcon size="lg" aria-label={say('shell.person', { name: me.staff.name })}><PersonIcon /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.staff.name}<br />{me.staff.email}<br />{role}</Menu.Label>
        <Menu.Item leftSection={<PersonIcon aria-hidden />} onClick={() => void navigate({ to: '/$store/settings/account', params: { store: seat.store.id } })}>{say('nav.account')}</Menu.Item>
        <Menu.Item leftSection={<ExitIcon aria-hidden />} onClick={() => leave.mutate()}>{say('shell.leave')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
