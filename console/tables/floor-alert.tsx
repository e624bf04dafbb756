import { Alert, List } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { FloorWarning } from '#sdk/index'
import { useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** The worst lines that are told, of all answers together. */
const MOST_TOLD = 5

/** R36: what the store's own last orders would leave at what was just saved, in the server's words. A warning: nothing is refused for it. */
export function FloorAlert({ floors, onClose }: { floors: readonly FloorWarning[]; onClose?: () => void }) {
  const { say, money } = useWords()
  const store = useStoreId() as string
  const most = floors.toSorted((one, other) => other.ordersBelow - one.ordersBelow)[0]
  if (most === undefined || most.ordersBelow === 0) return null
  const worst = new Map(floors.flatMap((floor) => floor.worst).map((breach) => [`${breach.orderId} ${breach.line}`, breach]))
  return (
    <Alert color="sand" mb="md" title={most.message} role="alert" {...(onClose === undefined ? {} : { withCloseButton: true, onClose, closeButtonLabel: say('ask.close') })}>
      <List size="sm">
        {[...worst.values()].sort((one, other) => other.shortBaseMinor - one.shortBaseMinor).slice(0, MOST_TOLD).map(({ orderId, line, sku, currency, marginMinor, netMinor, floorMinor }) => (
          <List.Item key={`${orderId} ${line}`}><Link to="/$store/orders/$order" params={{ store, order: orderId }}>{orderId}</Link>: {say('tables.breach', { sku, margin: money(marginMinor, currency), net: money(netMinor, currency), floor: money(floorMinor, currency) })}</List.Item>
        ))}
      </List>
    </Alert>
  )
}
