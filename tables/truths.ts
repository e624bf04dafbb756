const YES = new Set(['yes', 'y', 'true', 't', '1', 'on', 'subscribed', 'accepted', 'opted in', 'opt-in', '是', '有', '对', '同意', '接受', '已同意', '订阅', '已订阅', '訂閱', '已訂閱'])
const NO = new Set(['no', 'n', 'false', 'f', '0', 'off', 'unsubscribed', 'not subscribed', 'not_subscribed', 'declined', 'opted out', 'opt-out', '否', '无', '不', '不同意', '不接受', '拒绝', '未同意', '未订阅', '退订', '已退订', '未訂閱', '退訂', '取消訂閱'])

/** Yes or no in the words of exports, in English and in Chinese; undefined for what is neither. */
export function truthOf(text: string): boolean | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  return YES.has(plain) ? true : NO.has(plain) ? false : undefined
}
