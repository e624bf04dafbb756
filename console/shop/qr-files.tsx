import { Button, Group } from '@mantine/core'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { qrOf } from '#member/kit/qr'
import { saveFile } from '#console/page/save-file.ts'
import { QrCode } from '#console/settings/qr-code.tsx'
import { useSeat } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** Dots of a square of the code: sharp on paper at the width of a hand. */
const DOTS = 24

/** Takes the QR code of a link along: as a picture, as a drawing for print shops, or on paper at once. */
export function QrFiles({ link, name }: { link: string; name: string }) {
  const { say } = useWords()
  const [isPrinting, setPrinting] = useState(false)
  const save = async (type: 'png' | 'svg'): Promise<void> => {
    const code = await qrOf(link)
    saveFile(type === 'svg' ? drawingOf(code) : await pictureOf(code), `${name}.${type}`)
  }
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" onClick={() => void save('png')}>{say('join_link.png')}</Button>
      <Button size="xs" variant="default" onClick={() => void save('svg')}>{say('join_link.svg')}</Button>
      <Button size="xs" variant="default" onClick={() => setPrinting(true)}>{say('join_link.print')}</Button>
      {isPrinting ? <Printed link={link} onDone={() => setPrinting(false)} /> : null}
    </Group>
  )
}

/** The page that is printed: the shop, the code, and the link for whoever types it. Nothing of it is on the screen. */
function Printed({ link, onDone }: { link: string; onDone: () => void }) {
  const { say } = useWords()
  const seat = useSeat()
  useEffect(() => {
    window.addEventListener('afterprint', onDone, { once: true })
    // The code is drawn once its squares are known, a moment after the page is there.
    const timer = setTimeout(() => window.print(), DRAWN_MS)
    return () => {
      window.removeEventListener('afterprint', onDone)
      clearTimeout(timer)
    }
  }, [])
  return createPortal(<div className="printed"><h1>{seat?.store.name}</h1><QrCode text={link} label={say('join_link.qr_of', { link })} /><p>{link}</p></div>, document.body)
}

const DRAWN_MS = 200

type Code = Awaited<ReturnType<typeof qrOf>>

function drawingOf({ path, size }: Code): Blob {
  return new Blob([`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * DOTS}" height="${size * DOTS}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="${path}" fill="#000"/></svg>\n`], { type: 'image/svg+xml' })
}

async function pictureOf({ path, size }: Code): Promise<Blob> {
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
