import { AppShell, NavLink, ScrollArea, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { ActivityLogIcon, BackpackIcon, CardStackIcon, ChatBubbleIcon, CheckCircledIcon, CubeIcon, DashboardIcon, EnvelopeClosedIcon, FileTextIcon, GearIcon, GlobeIcon, HomeIcon, IdCardIcon, LayersIcon, LockClosedIcon, LockOpen1Icon, MixerHorizontalIcon, ListBulletIcon, PersonIcon, ReaderIcon, StarIcon } from '@radix-ui/react-icons'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import type { Me, MySeat } from '#sdk/index'
import { Enrolled } from '#console/session/enrol.tsx'
import { useMay, useMe, useSeat } from '#console/session/me.ts'
import { useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { Waiting } from '#console/page/waiting.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { NowhereAlone } from './broken.tsx'
import { Header } from './header.tsx'
import { Palette } from './palette.tsx'
import { placesFor, type PlaceWord } from './places.ts'
import { Shortcuts } from './shortcuts.tsx'

const ICONS: Readonly<Record<PlaceWord, typeof StarIcon>> = {
  rewards: StarIcon, coupons: CardStackIcon, companies: BackpackIcon, catalogue: CubeIcon, shop: GearIcon, markets: GlobeIcon, mail: EnvelopeClosedIcon, messages: ChatBubbleIcon, stores: HomeIcon,
  start: DashboardIcon, members: PersonIcon, orders: ReaderIcon, feed: ListBulletIcon, jobs: LayersIcon, approvals: CheckCircledIcon, program: FileTextIcon, staff: IdCardIcon, roles: MixerHorizontalIcon, keys: LockClosedIcon, audit: ActivityLogIcon, account: LockOpen1Icon,
}

/** What stands around every screen of a store: whose it is, where one can go, and the screen; for whoever is still to enrol a second factor that alone. */
export function StoreFrame() {
  const { data: me, error, isPending, refetch } = useMe()
  const seat = useSeat()
  const { say } = useWords()
  if (isPending) return <Waiting what={say('waiting.me')} />
  if (error !== null) return <main className="gate"><Trouble error={error} onRetry={() => void refetch()} /></main>
  if (seat === undefined || me === null) return <NowhereAlone />
  return <Enrolled me={me}><Frame me={me} seat={seat} /></Enrolled>
}

function Frame({ me, seat }: { me: Me; seat: MySeat }) {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const { say } = useWords()
  return (
    <AppShell className="frame" header={{ height: 52 }} navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !isOpen } }} padding={{ base: 'sm', sm: 'lg' }}>
      <a className="skip" href="#main">{say('shell.skip')}</a>
      <AppShell.Header><Header me={me} seat={seat} isNavOpen={isOpen} onNav={toggle} /></AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={say('shell.navigation')}><Places onGo={close} /></AppShell.Navbar>
      <AppShell.Main id="main"><Outlet key={seat.store.id} /></AppShell.Main>
      <Palette />
      <Shortcuts />
    </AppShell>
  )
}

function Places({ onGo }: { onGo: () => void }) {
  const may = useMay()
  const { say } = useWords()
  const store = useStoreId() as string
  const { pathname } = useLocation()
  const places = placesFor(may)
  const here = pathname.slice(`/${store}`.length).replace(/\/$/, '')
  return (
    <ScrollArea>
      {(['store', 'settings'] as const).map((group) => (
        <Stack key={group} gap={2} mb="md">
          {group === 'settings' ? <Text size="xs" c="dimmed" px="sm" pb={4}>{say('nav.settings')}</Text> : null}
          {places.filter((place) => place.group === group).map(({ word, path }) => {
            const Icon = ICONS[word]
            const isHere = path === '' ? here === '' : here.startsWith(path)
            return <NavLink key={word} className="navlink" component={Link} to={`/${store}${path}`} activeOptions={{ exact: path === '' }} label={say(`nav.${word}`)} leftSection={<Icon aria-hidden />} active={isHere} {...(isHere ? { 'aria-current': 'page' as const } : {})} onClick={onGo} />
          })}
        </Stack>
      ))}
    </ScrollArea>
  )
}
