/** Line drawings of 24 by 24, in the colour of the text around them. */
const PATHS = {
  home: 'M4 11.5 12 5l8 6.5V20h-5.5v-5h-5v5H4z',
  points: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 8v8M9 10.2c0-1.2 1.3-2.2 3-2.2s3 .8 3 2-1.3 1.8-3 2-3 .9-3 2.1 1.3 2 3 2 3-1 3-2.2',
  rewards: 'M4 9h16v4H4zM5.5 13h13v7h-13zM12 9v11M12 9c-2.5 0-5-.8-5-2.8C7 4.500 8.200 4 9.200 4 11 4 12 6.500 12 9Zm0 0c2.500 0 5-.8 5-2.800C17 4.500 15.800 4 14.800 4 13 4 12 6.500 12 9Z',
  guide: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17ZM9.600 9.500c.2-1.400 1.200-2.200 2.500-2.200 1.400 0 2.500.9 2.500 2.200 0 1.800-2.500 2-2.500 3.900M12.100 16.600v.1',
  me: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.500 20.500c.7-3.600 3.700-5.500 7.500-5.500s6.800 1.900 7.500 5.500',
  coupon: 'M4 7h16v3.500a1.700 1.700 0 0 0 0 3.200V17H4v-3.300a1.700 1.700 0 0 0 0-3.200zM14 7v10',
  levels: 'M4.500 19.500h4v-5h-4zM10 19.500h4v-9h-4zM15.500 19.500h4v-14h-4z',
  orders: 'M6 8h12l1 12H5zM9 10V7a3 3 0 0 1 6 0v3',
  company: 'M5 20V5h9v15M14 10h5v10M3.500 20h17M8 8.500h3M8 12h3M8 15.500h3',
  earn: 'M12 5v14M5 12h14',
  account: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3M12 14.500v2',
  close: 'M6 6l12 12M18 6 6 18',
  next: 'M9.500 5.500 16 12l-6.500 6.500',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  check: 'M5 12.500 10 17.500 19 7',
  globe: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17ZM3.500 12h17M12 3.500c5 5.500 5 11.500 0 17M12 3.500c-5 5.500-5 11.500 0 17',
  clock: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17ZM12 7.500V12l3.200 2',
  warn: 'M12 4 21 19.500H3zM12 10v4.500M12 17v.1',
} as const
export type IconName = keyof typeof PATHS

/** A picture beside words that say the same: screen readers pass it by. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  )
}
