import { Anchor, Code, CopyButton, Button, Group, NumberInput, Paper, Select, Stack, Switch, TagsInput, Text, Title } from '@mantine/core'
import { HELD_RULE } from '#member/kit/held'
import type { Widget } from '#sdk/index'
import { useWords } from '#console/words/use-words.ts'
import type { ShopForm } from './use-form.ts'
import { WidgetPages } from './widget-pages.tsx'

const FARTHEST = { x: 200, y: 400 }

/** Where the widget stands, on which sites it works, and the tag that puts it there: under the address that works, which is the saved one. */
export function Embed({ form }: { form: ShopForm }) {
  const { say } = useWords()
  const { value, saved: { handle }, change, isWriter } = form
  const { widget } = value
  const set = (part: Partial<Widget>): void => change({ widget: { ...widget, ...part } })
  return (
    <Stack gap="md" maw={720}>
      <Paper component="section"><Stack gap="sm">
        <Title order={2}>{say('embed.where')}</Title>
        <Switch label={say('embed.on')} checked={widget.isOn} disabled={!isWriter} onChange={(event) => set({ isOn: event.currentTarget.checked })} />
        <TagsInput label={say('embed.origins')} description={say('embed.origins_hint')} placeholder="https://shop.example.com" value={value.origins} splitChars={[',', ' ']} disabled={!isWriter} onChange={(typed) => change({ origins: originsOf(typed) })} />
        <Group align="flex-end">
          <Select label={say('embed.position')} value={widget.position} disabled={!isWriter} onChange={(position) => set({ position: position as Widget['position'] })} data={(['end', 'start'] as const).map((each) => ({ value: each, label: say(`embed.at.${each}`) }))} />
          <NumberInput label={say('embed.side')} w={150} min={0} max={FARTHEST.x} allowDecimal={false} value={widget.offsetX} readOnly={!isWriter} onChange={(pixels) => set({ offsetX: Number(pixels) || 0 })} />
          <NumberInput label={say('embed.bottom')} w={150} min={0} max={FARTHEST.y} allowDecimal={false} value={widget.offsetY} readOnly={!isWriter} onChange={(pixels) => set({ offsetY: Number(pixels) || 0 })} />
        </Group>
        <WidgetPages form={form} />
      </Stack></Paper>
      <Paper component="section"><Stack gap="sm">
        <Title order={2}>{say('embed.tag')}</Title>
        <Text size="sm">{say('embed.tag_hint')}</Text>
        <Copied text={`<script type="module" src="${location.origin}/m/${handle}/widget.js"></script>`} what={say('embed.tag')} />
        <Text size="sm">{say('embed.elements')}</Text>
        <Copied text={'<rockpool-price sku="SKU"></rockpool-price>\n<rockpool-points sku="SKU"></rockpool-points>\n<rockpool-progress></rockpool-progress>\n<rockpool-cart lines=\'[{ "sku": "SKU", "quantity": 1 }]\'></rockpool-cart>'} what={say('embed.elements_short')} />
        <Text size="sm">{say('embed.held')}</Text>
        <Copied text={HELD_RULE} what={say('embed.held_short')} />
        <Text size="sm"><Anchor href={`/m/${handle}`} target="_blank" rel="noreferrer">{say('shop.open_page')}</Anchor></Text>
      </Stack></Paper>
    </Stack>
  )
}

function Copied({ text, what }: { text: string; what: string }) {
  const { say } = useWords()
  return (
    <div>
      <Code block tabIndex={0}>{text}</Code>
      <CopyButton value={text}>{({ copied, copy }) => <Button mt={4} size="compact-xs" variant="default" onClick={copy}>{copied ? say('copy.done') : say('copy.one', { text: what })}</Button>}</CopyButton>
    </div>
  )
}

/** The origin of whatever address was pasted; what is no address stays as it is, and the server says what is wrong with it. */
function originsOf(typed: readonly string[]): string[] {
  return [...new Set(typed.map((each) => (URL.canParse(each.trim()) ? new URL(each.trim()).origin : each.trim())))]
}
