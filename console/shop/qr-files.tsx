import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { saveFile } from '#console/page/save-file.ts'
import { Squares, useQr, type Drawn } from '#console/settings/qr-code.tsx'
import { useSeat } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** Dots of a square of the code: sharp on paper at the width of a hand. */
const DOTS = 24

/** Takes the QR code of a link along, once it is drawn: as a picture, as a drawing for print shops, or on paper at once. */
export function QrFiles({ link, name }: { link: string; name: string }) {
  const { say } = useWords()
  const [printing, setPrinting] = useState<Drawn | null>(null)
  const { data, isPlaceholderData } = useQr(link)
  const code = isPlaceholderData ? undefined : data
  const save = useMutation({ mutationFn: async ({ type, of }: { type: 'png' | 'svg'; of: Drawn }) => saveFile(type === 'svg' ? drawingOf(of) : await pictureOf(of), `${name}.${type}`) })
  return (
    <Group gap="xs">
      {(['png', 'svg'] as const).map((type) => <Button key={type} size="xs" variant="default" disabled={code === undefined} onClick={() => code === undefined ? undefined : save.mutate({ type, of: code })}>{say(`join_link.${type}`)}</Button>)}
      <Button size="xs" variant="default" disabled={code === undefined} onClick={() => setPrinting(code ?? null)}>{say('join_link.print')}</Button>
      {save.isError ? <Text size="sm" c="var(--mantine-color-error)" role="alert">{say('join_link.no_picture')}</Text> : null}
      {printing === null ? null : <Printed code={printing} link={link} onDone={() => setPrinting(null)} />}
    </Group>
  )
}

/** The page that is printed: the shop, the code, and the link for whoever types it. Nothing of it is on the screen. */
function Printed({ code, link, onDone }: { code: Drawn; link: string; onDone: () => void }) {
  const { say } = useWords()
  const seat = useSeat()
  useEffect(() => {
    window.addEventListener('afterprint', onDone, { once: true })
    window.print()
    return () => window.removeEventListener('afterprint', onDone)
  }, [])
  return createPortal(<div className="printed"><h1>{seat?.store.name}</h1><Squares code={code} label={say('join_link.qr_of', { link })} /><p>{link}</p></div>, document.body)
}

function drawingOf({ path, size }: Drawn): Blob {
  return new Blob([`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * DOTS}" height="${size * DOTS}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="${path}" fill="#000"/></svg>\n`], { type: 'image/svg+xml' })
}

async function pictureOf({ path, size }: Drawn): Promise<Blob> {
  const canvas = new OffscreenCanvas(size * DOTS, size * DOTS)
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('this browser draws no pictures')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.scale(DOTS, DOTS)
  pen.fillStyle = '#000'
  pen.fill(new Path2D(path))
  return canvas.convertToBlob({ type: 'image/png' })
}
