// Written by `npm run sdk` from the list of routes. Change the routes, not this file.

export type Mistake = { path: string; found: string; wanted: string; message?: string; code?: string; severity?: "mistake" | "warning"; line?: number | null; column?: number | null }

/** A problem as RFC 9457 has it. */
export type Problem = { type: string; title: string; status: number; detail: string; code: string; instance: string; requestId: string; details?: Record<string, unknown>; errors?: Mistake[] }

export type MemberJoinedEvent = { source?: string; id?: string; type: "member.joined"; occurredAt: string; member: string; profile?: { zone?: string | null; market?: string | null; region?: string | null; birthday?: string | null; tags?: string[] } }

export type MemberChangedEvent = { source?: string; id?: string; type: "member.changed"; occurredAt: string; member: string; profile: { zone?: string | null; market?: string | null; region?: string | null; birthday?: string | null; tags?: string[] }; wasMember?: boolean }

export type OrderPaidEvent = { source?: string; id?: string; type: "order.paid"; occurredAt: string; member: string; order: { id: string; currency: string; buyer?: string; market?: string; rate?: { rate: string; source: string; asOf: string }; taxIncluded?: boolean; lines: ({ id: string; sku: string; quantity: number; amountMinor: number; discountMinor?: number; taxMinor?: number; tags?: string[]; isGiftCard?: boolean; isSaleItem?: boolean })[]; discountMinor?: number; shippingMinor?: number; tenders?: { points?: { spendId: string; amountMinor: number }; storeCreditMinor?: number; giftCardMinor?: number }; coupons?: string[] } }

export type OrderDeliveredEvent = { source?: string; id?: string; type: "order.delivered"; occurredAt: string; member: string; orderId: string }

export type OrderRefundedEvent = { source?: string; id?: string; type: "order.refunded"; occurredAt: string; member: string; orderId: string; refund: { lines?: ({ line: string; quantity?: number; amountMinor?: number })[]; amountMinor?: number; shippingMinor?: number; moneyMinor?: number; to?: "original" | "store_credit" } }

export type OrderChargedBackEvent = { source?: string; id?: string; type: "order.charged_back"; occurredAt: string; member: string; orderId: string; refund: { lines?: ({ line: string; quantity?: number; amountMinor?: number })[]; amountMinor?: number; shippingMinor?: number; moneyMinor?: number; to?: "original" | "store_credit" } }

export type OrderExchangedEvent = { source?: string; id?: string; type: "order.exchanged"; occurredAt: string; member: string; orderId: string; refund: { lines?: ({ line: string; quantity?: number; amountMinor?: number })[]; amountMinor?: number; shippingMinor?: number; moneyMinor?: number; to?: "original" | "store_credit" }; order: { id: string; currency: string; buyer?: string; market?: string; rate?: { rate: string; source: string; asOf: string }; taxIncluded?: boolean; lines: ({ id: string; sku: string; quantity: number; amountMinor: number; discountMinor?: number; taxMinor?: number; tags?: string[]; isGiftCard?: boolean; isSaleItem?: boolean })[]; discountMinor?: number; shippingMinor?: number; tenders?: { points?: { spendId: string; amountMinor: number }; storeCreditMinor?: number; giftCardMinor?: number }; coupons?: string[] } }

export type CreditNotedEvent = { source?: string; id?: string; type: "credit.noted"; occurredAt: string; member: string; currency: string; market?: string; amountMinor: number; rate?: { rate: string; source: string; asOf: string } }

export type ActivityEvent = { source?: string; id?: string; type: "activity"; occurredAt: string; member: string; name: string; fields?: Record<string, string | number | boolean | string[]>; orderId?: string }

export type CompanyVolumeEvent = { source?: string; id?: string; type: "company.volume"; occurredAt: string; member: string; baseMinor: number }

export type CompanySharingSetEvent = { source?: string; id?: string; type: "company.sharing_set"; occurredAt: string; member: string; percent: string; perMonth: number | null; leaver: "keep" | "forfeit"; by: string }

export type PointsAdjustedEvent = { source?: string; id?: string; type: "points.adjusted"; occurredAt: string; member: string; unit?: string; points: number; reason: string; author: string }

export type DebtForgivenEvent = { source?: string; id?: string; type: "debt.forgiven"; occurredAt: string; member: string; unit?: string; points: number; reason: string; author: string }

export type PointsApprovedEvent = { source?: string; id?: string; type: "points.approved"; occurredAt: string; member: string; orderId?: string; lotId?: string; reason?: string; author?: string }

export type PointsRejectedEvent = { source?: string; id?: string; type: "points.rejected"; occurredAt: string; member: string; orderId?: string; lotId?: string; reason?: string; author?: string }

export type PointsSpentEvent = { source?: string; id?: string; type: "points.spent"; occurredAt: string; member: string; unit?: string; points: number; purpose: "checkout" | "reward" | "donation"; orderId?: string; code?: string; by?: string }

export type PointsHeldEvent = { source?: string; id?: string; type: "points.held"; occurredAt: string; member: string; unit?: string; points: number; until: string; by?: string }

export type HoldCommittedEvent = { source?: string; id?: string; type: "hold.committed"; occurredAt: string; member: string; holdId: string; orderId?: string }

export type HoldReleasedEvent = { source?: string; id?: string; type: "hold.released"; occurredAt: string; member: string; holdId: string; orderId?: string }

export type SpendCancelledEvent = { source?: string; id?: string; type: "spend.cancelled"; occurredAt: string; member: string; spendId: string; points?: number; codeVoided?: boolean }

export type EntitlementGrantedEvent = { source?: string; id?: string; type: "entitlement.granted"; occurredAt: string; member: string; entitlement: string; uses: number; through?: string; reason: string; author: string }

export type EntitlementWithdrawnEvent = { source?: string; id?: string; type: "entitlement.withdrawn"; occurredAt: string; member: string; entitlement: string; grant: string; reason: string; author: string }

export type EntitlementUsedEvent = { source?: string; id?: string; type: "entitlement.used"; occurredAt: string; member: string; entitlement: string; reason?: string; author: string }

export type PointsSentEvent = { source?: string; id?: string; type: "points.sent"; occurredAt: string; member: string; unit?: string; points: number; to: string; by?: string }

export type TierSetEvent = { source?: string; id?: string; type: "tier.set"; occurredAt: string; member: string; track: string; level: string; until: string; reason: string; author: string }

export type MemberMergedEvent = { source?: string; id?: string; type: "member.merged"; occurredAt: string; member: string; absorbed: string }

export type MemberUnmergedEvent = { source?: string; id?: string; type: "member.unmerged"; occurredAt: string; member: string; mergeSource: string; mergeId: string }

/** Something that a member did, or that was decided about them. `source` and `id` name it for ever; they may be left out where Idempotency-Key is sent. */
export type MemberEvent = MemberJoinedEvent | MemberChangedEvent | OrderPaidEvent | OrderDeliveredEvent | OrderRefundedEvent | OrderChargedBackEvent | OrderExchangedEvent | CreditNotedEvent | ActivityEvent | CompanyVolumeEvent | CompanySharingSetEvent | PointsAdjustedEvent | DebtForgivenEvent | PointsApprovedEvent | PointsRejectedEvent | PointsSpentEvent | PointsHeldEvent | HoldCommittedEvent | HoldReleasedEvent | SpendCancelledEvent | EntitlementGrantedEvent | EntitlementWithdrawnEvent | EntitlementUsedEvent | PointsSentEvent | TierSetEvent | MemberMergedEvent | MemberUnmergedEvent

export type ManyEvents = { events: MemberEvent[] }

export type RecordEvents = MemberEvent | ManyEvents

export type Balance = { available: number; active: number; pending: number; reserved: number; debt: number }

export type RecordedEvent = { source: string; id: string; member: string; balances: Record<string, Balance> }

export type EventResult = { status: number; isReplayed?: boolean; event?: RecordedEvent; problem?: Problem }

export type EventResults = { results: EventResult[] }

export type Totals = { available: number; earned: number; pending: number; active: number; reserved: number; spent: number; expired: number; revoked: number; debt: number; clawedBack: number; waived: number; forgiven: number }

export type Tier = { level: string | null; since: string | null; validUntil: string | null; graceUntil: string | null; byHand: boolean; waiting: { level: string; from: string } | null }

export type Member = { member: string; memberId: string; at: string; zone: string; mainUnit: string; units: Record<string, Totals>; level: string | null; tracks: Record<string, Tier>; benefits: string[]; counts: Record<string, number> }

export type Lot = { id: string; unit: string; amount: number; left: number; held: number; isPending: boolean; activatesAt: string | null; activeSince: string | null; expiresOn: string | null; expiresAt: string | null; zone: string; earnedAt: string; source: string; sourceId: string; orderId: string | null; lineId: string | null; rule: string; version: number; costPerPoint: string | null }

export type Lots = { lots: Lot[] }

export type ListedPosting = { postingNo: number; unit: string; from: string; to: string; points: number; reason: string; lot: string | null; orderId: string | null; source: string; sourceId: string; effectiveAt: string; bookedAt: string; corrects: number | null; hash: string; spentOn: string | null }

export type PostingPage = { postings: ListedPosting[]; next: string | null }

export type Step = { code: string; at: string; sentence: number | null } & Record<string, unknown>

export type Explanation = { sentences: string[]; steps: Step[] }

export type Leaf = { what: string; have: number; need: number; missing: number; deadline: string | null; fallsOut: ({ day: string; amount: number })[] }

/** of a list of leaves, those that are nearest to their end and together enough: all of them where all are asked for, the best where one of several is */
export type NearestWay = { percent: number; needs: number[] }

export type TrackProgress = { track: string; level: string | null; next: string | null; needs: Leaf[]; keep: Leaf[]; nearest: NearestWay; keepNearest: NearestWay; projected: { level: string | null; at: string } | null; isAtRisk: boolean }

export type Progress = { tracks: TrackProgress[] }

export type Merge = { merge: string; source: string; at: string; until: string; absorbed: string; name: string | null; externalId: string | null }

export type Merges = { merges: Merge[] }

export type Fact = { name: string; at: string } & Record<string, unknown>

export type Facts = { facts: Fact[] }

export type Somebody = { memberId: string; name: string | null; externalId: string | null; isTest: boolean }

export type ApprovalPerson = { id: string; name: string | null }

export type Approval = { approval: string; deed: "adjustment" | "forgiveness" | "job"; member: Somebody | null; members: number; points: number; unit: string | null; reason: string | null; status: "waiting" | "granted" | "refused" | "withdrawn"; askedBy: ApprovalPerson; askedAt: string; decidedBy: ApprovalPerson | null; decidedAt: string | null; note: string | null; isOwn: boolean }

export type CorrectEvent = { event: Record<string, unknown>; number?: number }

export type RecordedCorrection = { source: string; id: string; member: string; balances: Record<string, Balance>; number: number }

export type Clock = { at: string }

export type AdvanceClock = { to: string }

export type PreviewEvent = { event: Record<string, unknown>; member?: string; program?: string | Record<string, unknown>; draft?: string; mode?: "new_periods" | "upgrades_only" | "all"; locale?: string }

export type Standing = { units: Record<string, Totals>; level: string | null; tracks: Record<string, Tier> }

export type TierMove = { track: string; from: string | null; to: string | null }

export type PreviewedLot = { id: string; unit: string; amount: number; left: number; held: number; isPending: boolean; activatesAt: string | null; activeSince: string | null; expiresOn: string | null; expiresAt: string | null; zone: string; earnedAt: string; source: string; sourceId: string; orderId: string | null; lineId: string | null; rule: string; version: number; costPerPoint: string | null; change: number }

export type PreviewedPosting = { unit: string; from: string; to: string; points: number; reason: string; lot: string | null; orderId: string | null; source: string; sourceId: string; effectiveAt: string; corrects: number | null }

export type EventPreview = { isAccepted: boolean; isRepeated: boolean; problem: Problem | null; version: number; at: string; isNew: boolean; before: Standing; after: Standing; moves: TierMove[]; lots: PreviewedLot[]; postings: PreviewedPosting[]; facts: Fact[]; explanation: Explanation }

export type PreviewImpact = { mode?: "new_periods" | "upgrades_only" | "all"; from?: string; at?: string; named?: number; members?: number; after?: string }

export type ImpactProgress = { looked: number; all: number }

export type ImpactMove = { from: string[]; to: string[]; members: number; named: string[] }

/** what the points that members hold at `at` would cost if all were used, without the publication and with it */
export type ImpactLiability = { currency: string; beforeMinor: number; afterMinor: number }

export type PublicationImpact = { draft: string; revision: number; version: number; mode: "new_periods" | "upgrades_only" | "all"; from: string | null; at: string; members: ImpactProgress; moves: ImpactMove[]; ending: { members: number; points: number; costMinor: number; firstLastDay: string | null }; sooner: { members: number; points: number; costMinor: number; firstLastDay: string | null }; lost: { members: number; points: number; costMinor: number; firstLastDay: string | null }; liability: ImpactLiability; next: string | null }

export type PreviewRestoring = { mode?: "new_periods" | "upgrades_only" | "all"; from?: string; at?: string; named?: number; members?: number; after?: string }

export type RestoringImpact = { restores: number; version: number; mode: "new_periods" | "upgrades_only" | "all"; from: string | null; at: string; members: ImpactProgress; moves: ImpactMove[]; ending: { members: number; points: number; costMinor: number; firstLastDay: string | null }; sooner: { members: number; points: number; costMinor: number; firstLastDay: string | null }; lost: { members: number; points: number; costMinor: number; firstLastDay: string | null }; liability: ImpactLiability; next: string | null }

export type ListedMember = { memberId: string; kind: "person" | "company"; externalIds: string[]; name: string | null; email: string | null; phone: string | null; tags: string[]; createdAt: string; isTest: boolean }

export type MemberPage = { members: ListedMember[]; next: string | null }

export type CreateMember = { kind?: "person" | "company"; externalIds?: string[]; joinedAt?: string; name?: string | null; givenName?: string | null; familyName?: string | null; email?: string | null; phone?: string | null; phoneCountry?: string; locale?: string | null; birthday?: string | null; zone?: string | null | null; market?: string | null | null; region?: string | null | null; notes?: string | null; attributes?: Record<string, string | number | boolean | null>; isTest?: boolean; tags?: string[] }

export type Profile = { memberId: string; kind: "person" | "company"; externalIds: string[]; createdAt: string; joinedAt: string | null; name: string | null; givenName: string | null; familyName: string | null; email: string | null; phone: string | null; isMasked: boolean; locale: string | null; birthday: string | null; zone: string | null; market: string | null; region: string | null; tags: string[]; attributes: Record<string, string | number | boolean>; notes: string | null; isTest: boolean; source: Record<string, string> | null; companies: ({ company: string; role: string; name: string | null })[] }

/** either email or phone */
export type SearchMembers = { email?: string; phone?: string; phoneCountry?: string }

export type FoundMembers = { members: ListedMember[] }

export type ChangeProfile = { name?: string | null; givenName?: string | null; familyName?: string | null; email?: string | null; phone?: string | null; phoneCountry?: string; locale?: string | null; birthday?: string | null; zone?: string | null | null; market?: string | null | null; region?: string | null | null; notes?: string | null; attributes?: Record<string, string | number | boolean | null>; isTest?: boolean }

export type AddTags = { tags: string[] }

export type MemberTags = { memberId: string; tags: string[] }

export type KnownIdentity = { memberId: string; name: string | null; givenName: string | null; familyName: string | null; email: string | null; phone: string | null; locale: string | null; birthYear: number | null; attributes: Record<string, string | number | boolean>; notes: string | null }

export type OwnCoupon = { code: string; discount: string; origin: string; status: string; usesTaken: number; issuedAt: string; until: string | null }

export type Consent = { channel: "email" | "sms" | "whatsapp" | "phone" | "post" | "none"; purpose: "marketing" | "service" | "profiling" | "terms"; isGiven: boolean; textVersion: string; locale: string | null; source: string; note: string | null; by: { id: string; name: string | null } | null; at: string }

export type OwnLogins = { sessions: ({ memberId: string; way: string; device: string; createdAt: string; seenAt: string })[]; devices: ({ memberId: string; device: string; seenAt: string })[]; passkeys: ({ memberId: string; name: string; createdAt: string })[]; ways: ({ memberId: string; hasPassword: boolean; hasTotp: boolean; providers: string[] })[] }

export type KnownAddress = { at: string; name: string | null; lines: string[]; city: string | null; region: string | null; postcode: string | null; country: string; isDefault: boolean }

export type KnownNote = { at: string; text: string; ticket: string | null }

export type KnownTerms = { netDays: number | null; limitMinor: number | null; currency: string | null; text: string | null; changedAt: string }

export type OwnUse = { orderId: string | null; status: string; heldAt: string; codes: string[] }

export type OrderedLine = { sku: string; quantity: number }

export type OwnOrder = { order: string; at: string; totalMinor: number; currency: string; lines: OrderedLine[] }

export type Gives = { kind: "coupon" | "product" | "sample" | "gift_card" | "store_credit" | "entitlement" | "donation" | "voucher"; discount?: string; sku?: string; amountMinor?: number; currency?: string; entitlement?: string; uses?: number; to?: string; list?: string }

export type Redemption = { redemption: string; memberId: string; reward: string; market: string; points: number; status: "open" | "fulfilled" | "cancelled"; gives: Gives; code: string | null; validUntil: string | null; by: string | null; redeemedAt: string; redeemedBy: string | null; fulfilledAt: string | null; fulfilledBy: string | null; cancelledAt: string | null; cancelledBy: string | null; cost?: { minor: number | null; currency: string | null } }

export type PersonalData = { memberId: string; kind: "person" | "company"; exportedAt: string; identities: KnownIdentity[]; externalIds: ({ memberId: string; externalId: string })[]; companies: ({ company: string; buyer: string; role: string; since: string; leftAt: string | null })[]; buyers: ({ company: string; buyer: string; role: string; since: string; leftAt: string | null })[]; birthday: string | null; tags: string[]; sayings: ({ at: string; type: string; values: Record<string, unknown> })[]; coupons: OwnCoupon[]; quotes: ({ quote: string; codes: string[] })[]; sources: ({ memberId: string; at: string; source: Record<string, unknown> })[]; consents: Consent[]; logins: OwnLogins; mails: ({ at: string; kind: string; to: string; subject: string })[]; addresses: KnownAddress[]; notes: KnownNote[]; terms: KnownTerms[]; stays: { joinedAt: string | null; zone: string | null; market: string | null; region: string | null; uses: OwnUse[]; orders: OwnOrder[]; postings: ListedPosting[]; redemptions: Redemption[] } }

export type Erased = { memberId: string; erasedAt: string; kept: ("birthday" | "tags" | "reason" | "fields" | "coupons")[] }

export type AddExternalIds = { externalIds: string[] }

export type ExternalIds = { memberId: string; externalIds: string[] }

export type ListedBuyer = { memberId: string; externalIds: string[]; name: string | null; email: string | null; phone: string | null; role: "owner" | "buyer" | "finance"; since: string }

export type BuyerPage = { company: string; buyers: ListedBuyer[]; next: string | null }

export type AddBuyer = { buyer: string; role: "owner" | "buyer" | "finance" }

export type Buyer = { company: string; memberId: string; role: "owner" | "buyer" | "finance"; since: string }

export type ChangeBuyer = { role: "owner" | "buyer" | "finance" }

export type Freeze = { memberId: string; isFrozen: boolean; frozenAt: string | null; frozenBy: string | null; reason: string | null }

export type FreezeMember = { reason: string }

export type Address = { address: string; name: string | null; lines: string[]; city: string | null; region: string | null; postcode: string | null; country: string; isDefault: boolean; isMasked: boolean }

export type Addresses = { memberId: string; addresses: Address[] }

export type AddAddress = { country: string; lines: string[]; name?: string | null; city?: string | null; region?: string | null; postcode?: string | null; isDefault?: boolean }

export type ChangeAddress = { country?: string; lines?: string[]; name?: string | null; city?: string | null; region?: string | null; postcode?: string | null; isDefault?: true }

export type NoteAuthor = { id: string; name: string | null }

export type Note = { note: string; text: string; ticket: string | null; by: NoteAuthor; at: string; isOwn: boolean }

export type NotePage = { memberId: string; notes: Note[]; next: string | null }

export type AddNote = { text: string; ticket?: string }

export type PossibleManager = { staff: string; name: string; members: number; isOneself: boolean }

export type Managers = { managers: PossibleManager[] }

export type Manager = { staff: string | null; name: string; email: string; since: string }

export type MemberManager = { memberId: string; manager: Manager | null }

export type SetManager = { staff: string }

export type Impersonate = { reason: string }

export type Impersonation = { impersonation: string; memberId: string; handle: string; expiresAt: string }

export type Looking = { impersonation: string; memberId: string; staff: string; startedAt: string; expiresAt: string }

export type ImpersonationName = { impersonation: string }

export type StatementBuyer = { memberId: string; name: string | null; externalIds: string[] }

export type StatementLine = { what: "earned" | "clawed" | "cancelled" | "shared" | "forfeited" | "spent" | "returned" | "expired" | "adjusted" | "forgiven" | "sent" | "received" | "merged"; orderId: string | null; buyer: StatementBuyer | null; at: string; points: number }

export type UnitStatement = { unit: string; currency: string | null; opening: number; lines: StatementLine[]; closing: number; pending: number }

export type Statement = { company: string; from: string; to: string; units: UnitStatement[] }

export type CompanyTerms = { company: string; netDays: number | null; limitMinor: number | null; currency: string | null; text: string | null; changedAt: string | null; changedBy: string | null }

export type ChangeTerms = { netDays?: number | null; limitMinor?: number | null; currency?: string | null; text?: string | null }

export type PublishProgram = { program: string | Record<string, unknown>; from?: string; mode?: "new_periods" | "upgrades_only" | "all"; note?: string; locale?: string }

export type ProgramProblem = { path: string; found: string; wanted: string; message?: string; code?: string; severity: "mistake" | "warning"; line?: number | null; column?: number | null }

export type FloorBreach = { orderId: string; memberId: string; line: string; sku: string; market: string; currency: string; netMinor: number; marginMinor: number; floorMinor: number; shortBaseMinor: number }

/** what the store's own last orders would leave, bought again by what was saved just now; for a key with catalogue:costs alone, and where the program has a floor */
export type FloorWarning = { days: number; orders: number; lines: number; notSold: number; ordersBelow: number; linesBelow: number; worst: FloorBreach[]; message: string }

export type PublishedProgramWithFloors = { version: number; from: string | null; warnings: ProgramProblem[]; floors?: FloorWarning | null }

export type ProgramVersion = { version: number; name: string; from: string | null; isInForce: boolean; mode: "new_periods" | "upgrades_only" | "all"; isPaused: boolean; publishedAt: string; publishedBy: string | null; publishedByName: string | null; note: string | null; restores: number | null }

export type ProgramVersions = { programs: ProgramVersion[] }

export type CheckProgram = { program: string | Record<string, unknown>; locale?: string }

export type CheckedProgram = { isValid: boolean; problems: ProgramProblem[] }

export type GuideLine = { id: string; name: string; text: string; notes: string[] }

export type GuideUnit = { id: string; name: string; kind: "spendable" | "qualifying" | "store_credit"; currency: string | null; worth: string | null; use: string[]; pending: string | null; expiry: string | null; notes: string[] }

export type GuideLevel = { id: string; name: string; colour: string | null; entry: string; keep: string | null; benefits: ({ id: string; name: string; text: string | null })[] }

export type GuideTrack = { id: string; name: string; levels: GuideLevel[]; notes: string[] }

export type ProgramGuide = { name: string; market: string; currency: string; isPaused: boolean; earn: GuideLine[]; units: GuideUnit[]; mainUnit: string; tracks: GuideTrack[]; rewards: GuideLine[]; services: GuideLine[]; offers: GuideLine[]; questions: ({ question: string; answer: string })[]; terms: string[] }

export type PublishedVersion = { version: number; name: string; from: string | null; isInForce: boolean; mode: "new_periods" | "upgrades_only" | "all"; isPaused: boolean; publishedAt: string; publishedBy: string | null; publishedByName: string | null; note: string | null; restores: number | null; document: Record<string, unknown>; text: string | null }

export type RestoreVersion = { mode?: "new_periods" | "upgrades_only" | "all"; note?: string; locale?: string }

export type PauseProgram = { note?: string; locale?: string; isLater?: boolean }

export type PublishedProgram = { version: number; from: string | null; warnings: ProgramProblem[] }

export type ResumeProgram = { note?: string; locale?: string }

export type CreateDraft = { name: string; program: string | Record<string, unknown>; locale?: string }

export type DraftWithFloors = { draft: string; name: string; revision: number; createdAt: string; updatedAt: string; program: string | Record<string, unknown>; isValid: boolean; problems: ProgramProblem[]; floors?: FloorWarning | null }

export type DraftSummary = { draft: string; name: string; revision: number; createdAt: string; updatedAt: string }

export type DraftPage = { drafts: DraftSummary[]; next: string | null }

export type Draft = { draft: string; name: string; revision: number; createdAt: string; updatedAt: string; program: string | Record<string, unknown>; isValid: boolean; problems: ProgramProblem[] }

export type ReplaceDraft = { revision: number; name?: string; program?: string | Record<string, unknown>; locale?: string }

export type PublishDraft = { revision?: number; from?: string; mode?: "new_periods" | "upgrades_only" | "all"; note?: string; locale?: string }

export type ProgramChange = { kind: "added" | "removed" | "changed" | "moved"; path: string; before?: unknown; after?: unknown; fromPlace?: number; toPlace?: number; message: string }

export type ProgramDiff = { from: string; to: string; changes: ProgramChange[] }

export type PutProduct = { sku: string; name?: string | null; tags?: string[]; isGiftCard?: boolean; isSaleItem?: boolean; costMinor?: number | null; freightMinor?: number; dutyMinor?: number; minQuantity?: number; increment?: number; isRetired?: boolean }

export type PutProducts = { products: PutProduct[]; isDryRun?: boolean }

export type PutResult = { status: number; outcome?: "created" | "changed" | "unchanged" | "deleted"; problem?: Problem }

export type PutResultsWithFloors = { results: PutResult[]; floors?: FloorWarning | null }

export type ProductAccess = { isMembers: boolean; tag: string | null; level: string | null; memberId: string | null; member: Somebody | null; from: string | null; until: string | null }

export type Product = { sku: string; name: string | null; tags: string[]; isGiftCard: boolean; isSaleItem: boolean; minQuantity: number; increment: number; isRetired: boolean; access: ProductAccess[] }

export type ProductPage = { products: Product[]; next: string | null }

export type ProductPrice = { list: string; kind: "retail" | "price_list" | "contract" | "promotion"; market: string; minQuantity: number; increment: number; unitMinor: number }

export type ProductPricePage = { prices: ProductPrice[]; next: string | null }

/** for everybody from then on, where nobody is named */
export type ToldAccess = { isMembers?: boolean; tag?: string; level?: string; member?: string; from?: string; until?: string }

export type PutAccess = { sku: string; access: ToldAccess[] }

export type PutAccesses = { products: PutAccess[]; isDryRun?: boolean }

export type PutResults = { results: PutResult[] }

export type Cost = { sku: string; costMinor: number | null; freightMinor: number; dutyMinor: number }

export type CostPage = { costs: Cost[]; next: string | null }

export type CreateList = { list: string; kind: "retail" | "price_list" | "contract" | "promotion"; market: string; tag?: string; level?: string; member?: string; from?: string; until?: string; isOnly?: boolean }

/** for everybody, where no tag, level or member is named */
export type PriceList = { list: string; kind: "retail" | "price_list" | "contract" | "promotion"; market: string; tag: string | null; level: string | null; memberId: string | null; member: Somebody | null; from: string | null; until: string | null; isOnly: boolean; createdAt: string }

export type PriceListPage = { lists: PriceList[]; next: string | null }

export type ChangeList = { tag?: string | null; level?: string | null; member?: string | null; from?: string | null; until?: string | null; isOnly?: boolean }

export type ListedPrice = { sku: string; minQuantity: number; increment: number; unitMinor: number }

export type PricePage = { prices: ListedPrice[]; next: string | null }

export type PutPrice = { list: string; sku: string; minQuantity?: number; increment?: number; unitMinor: number | null }

export type PutPrices = { prices: PutPrice[]; isDryRun?: boolean }

export type PriceChange = { list: string; kind: "retail" | "price_list" | "contract" | "promotion"; isForAll: boolean; minQuantity: number; increment: number; fromMinor: number | null; toMinor: number | null; changedAt: string; changedBy: string; changedByName: string | null; effectiveAt: string; until: string | null }

export type PriceChangePage = { changes: PriceChange[]; next: string | null }

export type PutEarlier = { list: string; sku: string; minQuantity?: number; at: string; unitMinor: number | null }

export type PutEarliers = { changes: PutEarlier[]; isDryRun?: boolean }

export type CreateCoupon = { discount: string; from?: string; until?: string | null; member?: string; code?: string; id?: string; usesAllowed?: number | null; locale?: string }

export type Coupon = { code: string; discount: string; name: string; memberId: string | null; member: Somebody | null; origin: "reward" | "campaign" | "birthday" | "anniversary" | "welcome" | "win_back" | "staff"; batch: string | null; from: string | null; until: string | null; usesAllowed: number | null; usesTaken: number; usesHeld: number; status: "issued" | "held" | "used" | "expired" | "void"; issuedAt: string; issuedBy: string | null }

export type CouponPage = { coupons: Coupon[]; next: string | null }

export type CreateBatch = { batch: string; discount: string; count: number; from?: string; until?: string | null }

export type CouponBatch = { batch: string; discount: string; from: string | null; until: string | null; wanted: number; made: number; createdAt: string; createdBy: string; voidedAt: string | null }

export type CouponBatchPage = { batches: CouponBatch[]; next: string | null }

export type QuoteLine = { id?: string; sku: string; quantity: number }

export type MakeQuote = { member?: string; company?: string; market: string; currency?: string; lines: QuoteLine[]; coupons?: string[]; points?: number; shipping?: { amountMinor: number; costMinor?: number }; rate?: string; hold?: boolean; id?: string; giftCostMinor?: number; override?: { reason: string }; locale?: string }

export type Candidate = { source: "contract" | "price_list" | "quantity_break" | "tier" | "promotion" | "retail"; list: string; minQuantity: number; increment?: number; unitMinor: number; why: "chosen" | "higher" | "behind" | "too_few" | "off_increment" }

export type TakenDiscount = { discount: string; kind: "member_day" | "promotion" | "coupon"; minor: number }

/** where the price is reduced for everybody: what a reduction has to be told with in the EU (98/6/EC, art. 6a) */
export type PriorPrice = { quantity: number; beganAt: string; lowestMinor: number | null }

export type LineQuote = { id: string; sku: string; quantity: number; unitMinor: number; source: "contract" | "price_list" | "quantity_break" | "tier" | "promotion" | "retail"; candidates: Candidate[]; amountMinor: number; discounts: TakenDiscount[]; netMinor: number; taxBaseMinor: number; prior?: PriorPrice; sentences: string[] }

export type UnpricedLine = { line: string; sku: string; why: "no_price" | "too_few" | "off_increment" | "retired" | "not_for_shopper" | "not_yet"; from: string | null; minQuantity: number; increment: number }

export type UntakenDiscount = { discount: string; kind: "member_day" | "promotion" | "coupon"; line: string | null; why: "not_now" | "no_line" | "below_minimum" | "stacking" | "most" | "limit" | "used_up" | "guest" | "no_gift" | "needless" | "floor" }

export type QuotedGift = { discount: string; sku: string }

export type QuotedShipping = { fullMinor: number; payMinor: number; isFree: boolean; freeBy: string | null; missingMinor: number | null }

/** what tax is worked out on: what is left after discounts, before points pay, which are a payment. Where prices contain their tax, so does it */
export type TaxBase = { goodsMinor: number; shippingMinor: number; totalMinor: number }

export type QuotedPoints = { used: number; worthMinor: number; most: number; less: "worthless" | "paused" | "balance" | "share" | "minimum" | "step" | null }

export type QuotedEarnings = { points: number; units: Record<string, number> }

export type LevelAfter = { track: string; level: string | null; isReached: boolean; next: string | null; needs: Leaf[] }

export type DroppedBenefit = { benefit: string; kind: "member_day" | "promotion" | "coupon" | "tier"; line: string | null; isWhole?: true }

/** what was kept below the floor, and is recorded; absent where the floor would have taken nothing away */
export type QuoteOverride = { id: string; reason: string; kept: DroppedBenefit[] }

export type LineMargin = { line: string; netMinor: number; costMinor: number; freightMinor: number; dutyMinor: number; feeMinor: number; shippingMinor: number; giftMinor: number; pointsMinor: number; marginMinor: number; floorMinor: number }

export type Margins = { lines: LineMargin[]; netMinor: number; marginMinor: number; orderFloorMinor: number | null; isBelow: boolean }

/** for a key with catalogue:costs alone */
export type StaffQuote = { only: string[]; margins: Margins | null; dropped: DroppedBenefit[]; isShadow: boolean; sentences: string[] }

export type QuoteHold = { quote: string; status: "held" | "committed" | "released" | "over" | "returned"; until: string; orderId: string | null; spendId: string | null }

export type QuotedCoupon = { code: string; discount: string | null; isUsed: boolean }

export type Quote = { market: string; currency: string; memberId: string | null; lines: LineQuote[]; unpriced: UnpricedLine[]; untaken: UntakenDiscount[]; gifts: QuotedGift[]; goodsMinor: number; shipping: QuotedShipping; taxBase: TaxBase; points: QuotedPoints; toPayMinor: number; earns: QuotedEarnings; levels: LevelAfter[]; sentences: string[]; override?: QuoteOverride; staff?: StaffQuote; hold?: QuoteHold; coupons: QuotedCoupon[] }

export type OverrideLine = { line: string; sku: string; quantity: number; netMinor: number; marginMinor: number; floorMinor: number }

export type RecordedOverride = { id: string; at: string; by: string; reason: string; memberId: string | null; market: string; currency: string; kept: DroppedBenefit[]; lines: OverrideLine[]; shortMinor: number }

export type OverridePage = { overrides: RecordedOverride[]; next: string | null }

export type CheckFloors = { draft?: string; days?: number; after?: string; limit?: number }

export type FloorCheck = { hasFloor: boolean; orders: number; lines: number; notSold: number; ordersBelow: number; linesBelow: number; worst: FloorBreach[]; next: string | null }

export type PreviewCoupon = { discount: string; from?: string; until?: string | null; member?: string; usesAllowed?: number | null; locale?: string }

export type CouponGives = { market: string; currency: string; text: string | null; notes: string[]; mostMinor: number | null }

export type CouponLimit = { per: "all" | "member" | "market" | "sku"; span: "day" | "week" | "month" | "year" | null; market: string | null; currency: string | null; most: number; left: number }

export type CouponPreview = { discount: string; name: string; memberId: string | null; from: string | null; until: string | null; usesAllowed: number | null; open: number; gives: CouponGives[]; limits: CouponLimit[] }

export type PriceCredit = { memberId: string; orderId: string; line: string; sku: string; quantity: number; boughtAt: string; market: string; currency: string; paidMinor: number; nowMinor: number | null; creditMinor: number; why: "fell" | "floor"; gives: { unit: string; points: number } | null; isGiven: boolean }

export type PriceCreditPage = { credits: PriceCredit[]; next: string | null }

export type GivenPriceCredits = { given: PriceCredit[]; next: string | null }

export type CommitQuote = { orderId: string }

/** where there is no price */
export type WhyUnpriced = { why: "no_price" | "too_few" | "off_increment" | "retired" | "not_for_shopper" | "not_yet"; from: string | null }

export type ShownPrice = { sku: string; quantity: number; retailMinor: number | null; unitMinor: number | null; source: "contract" | "price_list" | "quantity_break" | "tier" | "promotion" | "retail" | null; netMinor: number | null; points: number; prior?: PriorPrice; sentences?: string[]; unpriced?: WhyUnpriced }

export type ShownPrices = { market: string; currency: string; prices: ShownPrice[]; unknown: string[] }

export type Reward = { reward: string; name: string; description: string | null; gives: Gives; points: number | null; isAffordable: boolean; missing: number; why: { code: string; sentence: string } | null; stock: number | null }

export type RewardList = { market: string; memberId: string | null; unit: string; available: number; rewards: Reward[] }

export type PutStock = { left?: number; add?: number }

export type Stock = { reward: string; left: number }

export type RedeemReward = { reward: string; market?: string; by?: string; id?: string }

export type RedemptionPage = { redemptions: Redemption[]; next: string | null }

export type CancelRedemption = { isVoided?: boolean }

export type ListedRedemption = { redemption: string; memberId: string; reward: string; market: string; points: number; status: "open" | "fulfilled" | "cancelled"; gives: Gives; code: string | null; validUntil: string | null; by: string | null; redeemedAt: string; redeemedBy: string | null; fulfilledAt: string | null; fulfilledBy: string | null; cancelledAt: string | null; cancelledBy: string | null; cost?: { minor: number | null; currency: string | null }; member: Somebody }

export type StoreRedemptionPage = { redemptions: ListedRedemption[]; next: string | null }

export type RedeemForCompany = { reward: string; id?: string }

export type Entitlement = { entitlement: string; name: string; issued: number; used: number; left: number; through: string | null; grants: ({ grant: string; redemption: string | null; uses: number; used: number; through: string | null })[]; before: { issued: number; used: number; expired: number }; costMinor?: number }

export type Entitlements = { memberId: string; entitlements: Entitlement[] }

export type PutVouchers = { codes: unknown[]; isDryRun?: boolean }

export type VoucherResult = { status: number; outcome?: "created" | "unchanged"; problem?: Problem }

export type VoucherResults = { results: VoucherResult[] }

export type Vouchers = { list: string; free: number; given: number; voided: number }

export type RosterMember = { memberId: string; kind: "person" | "company"; externalIds: string[]; name: string | null; email: string | null; phone: string | null; joinedAt: string; lastAt: string; market: string | null; region: string | null; tags: string[]; levels: string[]; balance: number; debt: number; spendMinor: number; currency: string | null; orders: number; isTest: boolean }

export type BoundedCount = { members: number; isMore: boolean }

export type RosterPage = { members: RosterMember[]; next: string | null; total: BoundedCount | null }

export type RosterFilter = { kind?: "person" | "company"; tag?: string[]; level?: string[]; market?: string[]; region?: string[]; joinedFrom?: string; joinedTo?: string; activeFrom?: string; activeTo?: string; balanceFrom?: number; balanceTo?: number; spendFrom?: number; spendTo?: number; source?: string[]; without?: string[]; manager?: string; hasDebt?: boolean; hasEmail?: boolean; isTest?: boolean }

export type View = { view: string; name: string; isShared: boolean; filter: RosterFilter; columns: ("externalIds" | "name" | "email" | "phone" | "kind" | "joinedAt" | "lastAt" | "market" | "region" | "tags" | "levels" | "balance" | "debt" | "spendMinor" | "orders")[]; sort: "-joined" | "joined" | "-active" | "active" | "-balance" | "balance" | "-spend" | "spend"; isOwn: boolean; changedAt: string }

export type Views = { views: View[] }

export type CreateView = { name: string; isShared?: boolean; filter: RosterFilter; columns: ("externalIds" | "name" | "email" | "phone" | "kind" | "joinedAt" | "lastAt" | "market" | "region" | "tags" | "levels" | "balance" | "debt" | "spendMinor" | "orders")[]; sort: "-joined" | "joined" | "-active" | "active" | "-balance" | "balance" | "-spend" | "spend" }

export type ChangeView = { name?: string; isShared?: boolean; filter?: RosterFilter; columns?: ("externalIds" | "name" | "email" | "phone" | "kind" | "joinedAt" | "lastAt" | "market" | "region" | "tags" | "levels" | "balance" | "debt" | "spendMinor" | "orders")[]; sort?: "-joined" | "joined" | "-active" | "active" | "-balance" | "balance" | "-spend" | "spend" }

export type FigureSums = { joined: number; members: number; bought: number; orders: number; spendMinor: number; issued: number; spent: number; expired: number; revoked: number; owed: number; debt: number; liabilityMinor: number }

export type FigureSeriesPart = { from: string; to: string; joined: number; members: number; bought: number; orders: number; spendMinor: number; issued: number; spent: number; expired: number; revoked: number; owed: number; debt: number; liabilityMinor: number; levels: Record<string, number> | null }

export type Figures = { asOf: string; zone: string; pointsUnit: string; currency: string; from: string; to: string; beforeFrom: string; beforeTo: string; isBehind: boolean; now: FigureSums; before: FigureSums; levels: ({ level: string; members: number; before: number | null })[]; debtors: number; companies: number; tests: number; active: { days: number; members: number; before: number | null }; expiring: { days: number; points: number; before: number | null; asOf: string } | null; series: FigureSeriesPart[] }

export type ListedOrder = { order: string; at: string; member: Somebody; source: string; totalMinor: number; currency: string; earned: ({ unit: string; points: number })[]; clawed: ({ unit: string; points: number })[]; isWhollyRefunded: boolean }

export type OrderPage = { orders: ListedOrder[]; next: string | null; seenTo: string | null }

export type OrderLine = { id: string; sku: string; quantity: number; amountMinor: number }

export type RuleEarned = { rule: string; version: number; unit: string; earned: number; clawed: number; waived: number }

export type PendingLot = { lotId: string; unit: string; points: number; orderId: string | null; rule: string; source: string; sourceId: string; earnedAt: string; waits: "day" | "delivery" | "hand"; activatesAt: string | null; cancelsAt: string | null; zone: string }

export type MomentCause = { type: string; name: string | null; orderId: string | null; purpose: string | null }

export type OrderStep = { at: string; type: string | null; source: string; id: string; moves: ({ unit: string; from: string; to: string; reason: string; points: number })[]; cause: MomentCause | null }

export type OrderOfMember = { member: Somebody; zone: string; paidAt: string | null; currency: string | null; market: string | null; totalMinor: number | null; isWhollyRefunded: boolean; lines: OrderLine[]; rules: RuleEarned[]; pending: PendingLot[]; steps: OrderStep[] }

export type OrderStory = { order: string; members: OrderOfMember[] }

export type OwnOrderPage = { orders: OwnOrder[]; next: string | null }

export type FeedItem = { at: string; recordedAt: string; type: string; source: string; id: string; member: Somebody; orderId: string | null; name: string | null; changes: ({ unit: string; points: number })[]; amountMinor: number | null; currency: string | null; reason: string | null; author: string | null; isCorrection: boolean }

export type FeedPage = { items: FeedItem[]; next: string | null; seenTo: string | null }

export type PendingMember = { member: Somebody; points: number; lots: PendingLot[] }

export type PendingPage = { members: PendingMember[]; next: string | null; hands: { lots: number; isMore: boolean } | null }

export type Debtor = { member: Somebody; debt: number; unit: string; lastAt: string }

export type DebtPage = { members: Debtor[]; next: string | null }

export type RefusedEvent = { at: string; times: number; type: string | null; source: string | null; id: string | null; member: Somebody | null; named: string | null; by: { kind: "key" | "staff"; id: string; name: string | null }; status: number; code: string; detail: string; errors: Mistake[] }

export type RefusalPage = { refusals: RefusedEvent[]; next: string | null }

export type Posting = { postingNo: number; unit: string; from: string; to: string; points: number; reason: string; lot: string | null; orderId: string | null; source: string; sourceId: string; effectiveAt: string; bookedAt: string; corrects: number | null; hash: string }

export type MomentPoints = { source: string; id: string; isCorrection: boolean; postings: Posting[]; cause: MomentCause | null }

export type MemberMail = { mail: string; kind: string; subject: string; state: "waiting" | "sent" | "failed" | "over"; createdAt: string; sentAt: string | null }

export type Moment = { at: string; kind: "note" | "mail" | "points" | "order"; order: FeedItem | null; points: MomentPoints | null; mail: MemberMail | null; note: Note | null }

export type MomentPage = { memberId: string; moments: Moment[]; next: string | null }

/** either filter or members */
export type CreateJob = { kind: "export" | "tag" | "untag" | "adjust" | "coupon" | "tier"; filter?: RosterFilter; members?: string[]; arguments?: { tags?: string[]; points?: number; unit?: string; discount?: string; track?: string; level?: string; columns?: ("externalIds" | "name" | "email" | "phone" | "kind" | "joinedAt" | "lastAt" | "market" | "region" | "tags" | "levels" | "balance" | "debt" | "spendMinor" | "orders")[]; until?: string }; reason?: string; isRevealed?: boolean }

export type JobPreview = { members: number; balance: number; points: number }

export type Job = { job: string; kind: "export" | "tag" | "untag" | "adjust" | "coupon" | "tier"; status: "waiting" | "running" | "done" | "cancelled"; filter: RosterFilter | null; listed: number | null; arguments: { tags?: string[]; points?: number; unit?: string; discount?: string; track?: string; level?: string; columns?: ("externalIds" | "name" | "email" | "phone" | "kind" | "joinedAt" | "lastAt" | "market" | "region" | "tags" | "levels" | "balance" | "debt" | "spendMinor" | "orders")[]; until?: string }; reason: string | null; isRevealed: boolean; wanted: number; done: number; failed: number; createdAt: string; createdBy: string; createdByName: string | null; endedAt: string | null; erasedAt: string | null }

export type JobPage = { jobs: Job[]; next: string | null }

export type CreateImport = { name: string; bytes: number }

export type ImportSettings = { encoding: "utf-8" | "gb18030" | "utf-16le" | "utf-16be" | "windows-1252"; delimiter: "," | ";" | "\t" | "|"; columns: ("externalId" | "email" | "phone" | "name" | "givenName" | "familyName" | "birthday" | "locale" | "region" | "market" | "tags" | "points" | "pointsUntil" | "level" | "levelUntil" | "consentEmail" | "consentSms" | "consentWhatsapp" | "consentPhone" | "consentPost" | null)[]; source: string; isOverwriting?: boolean; dateOrder?: "dmy" | "mdy"; phoneCountry?: string; levelUntil?: string; consentText?: string; reason?: string }

export type ImportTally = { made: number; changed: number; unchanged: number; refused: number; points: number; consents: number }

export type Import = { import: string; name: string; status: "uploading" | "uploaded" | "checking" | "checked" | "running" | "done" | "cancelled"; bytes: number; received: number; encoding: "utf-8" | "gb18030" | "utf-16le" | "utf-16be" | "windows-1252" | null; delimiter: "," | ";" | "\t" | "|" | null; settings: ImportSettings | null; rows: number | null; tally: ImportTally; createdAt: string; createdBy: string; endedAt: string | null; erasedAt: string }

export type AddPiece = { number: number; content: string }

export type ImportSample = { encoding: "utf-8" | "gb18030" | "utf-16le" | "utf-16be" | "windows-1252"; delimiter: "," | ";" | "\t" | "|"; isMasked: boolean; columns: ({ heading: string; field: "externalId" | "email" | "phone" | "name" | "givenName" | "familyName" | "birthday" | "locale" | "region" | "market" | "tags" | "points" | "pointsUntil" | "level" | "levelUntil" | "consentEmail" | "consentSms" | "consentWhatsapp" | "consentPhone" | "consentPost" | null; examples: string[] })[] }

export type CheckImport = { encoding: "utf-8" | "gb18030" | "utf-16le" | "utf-16be" | "windows-1252"; delimiter: "," | ";" | "\t" | "|"; columns: ("externalId" | "email" | "phone" | "name" | "givenName" | "familyName" | "birthday" | "locale" | "region" | "market" | "tags" | "points" | "pointsUntil" | "level" | "levelUntil" | "consentEmail" | "consentSms" | "consentWhatsapp" | "consentPhone" | "consentPost" | null)[]; source: string; isOverwriting?: boolean; dateOrder?: "dmy" | "mdy"; phoneCountry?: string; levelUntil?: string; consentText?: string; reason?: string }

export type ImportPage = { imports: Import[]; next: string | null }

export type RowProblem = { line: number; column: string | null; field: "externalId" | "email" | "phone" | "name" | "givenName" | "familyName" | "birthday" | "locale" | "region" | "market" | "tags" | "points" | "pointsUntil" | "level" | "levelUntil" | "consentEmail" | "consentSms" | "consentWhatsapp" | "consentPhone" | "consentPost" | null; found: string | null; code: string; wanted: string }

export type ProblemPage = { problems: RowProblem[]; isMasked: boolean; next: string | null }

/** either draft or version */
export type CreateBacktest = { draft?: string; version?: string; months?: number; isWhole?: boolean; locale?: string }

export type BacktestProgress = { looked: number; all: number }

export type Backtest = { backtest: string; name: string; draft: string | null; revision: number | null; version: number | null; against: number; from: string | null; to: string; status: "waiting" | "running" | "done" | "failed"; members: BacktestProgress; createdAt: string; createdBy: string; endedAt: string | null; failedOn: string | null }

export type BacktestPage = { backtests: Backtest[]; next: string | null }

export type BacktestLevel = { level: string; name: string | null; members: number; debtors: number; liabilityMinor: number; orders: number; spendMinor: number; discountMinor: number; keptMinor: number; marginMinor: number | null }

export type BacktestMonth = { month: string; issued: number; spent: number; expired: number; liabilityMinor: number }

export type BacktestRule = { rule: string; name: string | null; times: number; points: number }

export type BacktestPrices = { orders: number; unpriced: number; retailMinor: number; discountMinor: number; toldMinor: number; shippingMinor: number; pointsMinor: number; giftMinor: number | null; marginMinor: number | null }

export type BacktestRewards = { redemptions: number; points: number; uses: number; costMinor: number | null; servicesMinor: number | null }

export type BacktestSide = { name: string; members: number; orders: number; refunds: number; spendMinor: number; issued: number; clawed: number; spent: number; expired: number; keptMinor: number; balance: number; pending: number; debt: number; debtors: number; openingMinor: number; liabilityMinor: number; up: number; down: number; levels: BacktestLevel[]; months: BacktestMonth[]; rules: BacktestRule[]; prices: BacktestPrices | null; rewards: BacktestRewards | null }

export type BacktestMove = { from: string; to: string; members: number }

export type BacktestReport = { currency: string; before: BacktestSide; after: BacktestSide; moves: BacktestMove[]; moving: number; listed: number; hasSharedLimits: boolean; hidesCosts: boolean }

export type ReportedBacktest = { backtest: string; name: string; draft: string | null; revision: number | null; version: number | null; against: number; from: string | null; to: string; status: "waiting" | "running" | "done" | "failed"; members: BacktestProgress; createdAt: string; createdBy: string; endedAt: string | null; failedOn: string | null; report: BacktestReport | null }

export type Mover = { memberId: string; externalIds: string[]; name: string | null; email: string | null; from: string; to: string; beforeBalance: number; afterBalance: number; spendMinor: number }

export type MoverPage = { movers: Mover[]; next: string | null }

export type Ways = { code: boolean; password: boolean; passkey: boolean; handover: boolean }

/** how old whoever joins must be: everywhere (null: no question), and where it is another age, by country; a date of birth is asked for where there is one */
export type AgeGate = { minimum: number | null; byCountry: Record<string, number> }

/** where consent to mails counts only once it was confirmed from the mailbox; whose country is not known is asked too, where any country is named */
export type DoubleOptIn = { isEverywhere: boolean; countries: string[] }

/** the shop, the member centre as shoppers reach it, terms, and privacy */
export type Links = { shop: string | null; centre: string | null; terms: string | null; privacy: string | null }

export type Theme = { accent: string; onAccent: string; background: string; ink: string; radius: number; logoUrl: string | null; font: string }

/** the pages of the shop on which the launcher is shown; left out: all of them */
export type WidgetPages = { which: "only" | "except"; paths: string[] }

export type Widget = { isOn: boolean; position: "end" | "start"; offsetX: number; offsetY: number; pages?: WidgetPages; texts: Record<string, Record<string, string>> }

export type Shop = { handle: string; name: string; isSandbox: boolean; languages: ("en" | "zh-CN" | "zh-TW" | "es" | "fr" | "de" | "pt" | "it" | "ja" | "ko" | "ru" | "ar")[]; isOpen: boolean; isMailingList: boolean; ways: Ways; providers: ({ provider: string; kind: string; label: string })[]; ageGate: AgeGate; doubleOptIn: DoubleOptIn; stepUpPoints: number | null; textVersion: string; links: Links; orderAgainUrl: string | null; theme: Theme; widget: Widget }

export type RequestCode = { email?: string; purpose?: "sign_in" | "password" | "step_up" | "email"; locale?: string }

export type CodeSent = { purpose: string; digits: number; expiresAt: string }

export type MemberPasskeyOptions = { challenge: string; options: {  } & Record<string, unknown>; expiresAt: string }

export type SaidConsent = { channel: "email" | "sms" | "whatsapp" | "phone" | "post" | "none"; purpose: "marketing" | "service" | "profiling" | "terms"; isGiven: boolean }

export type Source = { utmSource?: string; utmMedium?: string; utmCampaign?: string; utmTerm?: string; utmContent?: string; referrer?: string; campaign?: string; influencer?: string; qr?: string; page?: string }

export type Joining = { name?: string; locale?: string; birthday?: string; country?: string; zone?: string; consents?: SaidConsent[]; source?: Source }

export type MemberSignIn = { way: "code" | "password" | "passkey" | "handover" | "provider" | "ticket"; email?: string; code?: string; password?: string; token?: string; passkey?: Record<string, unknown>; challenge?: string; totp?: string; keep?: "token" | "cookie"; joining?: Joining }

export type WelcomeGift = { unit: string; points: number; pending: number }

export type WelcomeCoupon = { code: string; name: string; until: string | null }

export type SignedIn = { token: string | null; session: string; expiresAt: string; memberId: string; isNew: boolean; welcome: WelcomeGift[]; coupons: WelcomeCoupon[]; claimed: boolean }

export type StepUp = { way: "code" | "password" | "passkey" | "totp"; code?: string; password?: string; passkey?: Record<string, unknown>; challenge?: string; totp?: string }

export type SteppedUp = { session: string; until: string }

export type ResetMemberPassword = { email: string; code: string; password: string }

export type PasswordReset = { isDone: true }

export type ChangeEmail = { email: string; code: string }

export type OwnEmail = { memberId: string; email: string }

export type Subscribe = { email: string; name?: string; locale?: string; birthday?: string; country?: string; zone?: string; consents?: SaidConsent[]; source?: Source }

/** the same whoever it was */
export type Subscribed = { isAccepted: true }

export type ConfirmSubscription = { token: string }

/** an e-mail address or a phone number at least */
export type AddLead = { name?: string; email?: string; phone?: string; phoneCountry?: string; locale?: string; source?: Source }

export type Lead = { memberId: string; isNew: boolean }

export type Session = { session: string; way: "code" | "password" | "passkey" | "handover" | "provider"; device: string; isCurrent: boolean; createdAt: string; seenAt: string; provenAt: string; expiresAt: string }

export type Sessions = { sessions: Session[] }

export type EndedSession = { session: string }

export type SessionTicket = { ticket: string; expiresAt: string }

export type MemberPasskey = { passkey: string; name: string; createdAt: string; usedAt: string | null }

export type MemberWays = { memberId: string; email: string | null; ways: string[]; hasPassword: boolean; passwordChangedAt: string | null; passkeys: MemberPasskey[]; hasTotp: boolean; providers: string[] }

export type SetPassword = { password: string }

export type AddMemberPasskey = { challenge: string; passkey: Record<string, unknown>; name: string }

export type NewAuthenticator = { secret: string; uri: string }

export type ConfirmAuthenticator = { totp: string }

export type ResetAuthenticator = { reason: string }

export type SignInProvider = { provider: string; kind: "google" | "apple" | "facebook" | "oidc"; issuer: string; clientId: string; teamId?: string; keyId?: string; label: string; isOn: boolean; hasSecret: boolean; changedAt: string }

export type SignInProviders = { providers: SignInProvider[] }

export type PutSignInProvider = { provider: string; kind: "google" | "apple" | "facebook" | "oidc"; issuer?: string; clientId: string; clientSecret?: string; teamId?: string; keyId?: string; label: string; isOn?: boolean }

export type Consents = { memberId: string; consents: Consent[]; history: Consent[] }

export type ChangeConsents = { consents: SaidConsent[]; locale?: string; note?: string }

export type HandoverSecret = { secret: string; createdAt: string; expiresAt: string | null }

export type ShopSettings = { handle: string; languages: ("en" | "zh-CN" | "zh-TW" | "es" | "fr" | "de" | "pt" | "it" | "ja" | "ko" | "ru" | "ar")[]; origins: string[]; isOpen: boolean; isMailingList: boolean; ways: Ways; ageGate: AgeGate; doubleOptIn: DoubleOptIn; stepUpPoints: number | null; textVersion: string; links: Links; orderAgainUrl: string | null; theme: Theme; widget: Widget; secrets: HandoverSecret[]; changedAt: string | null }

export type ChangeShopSettings = { handle?: string; languages?: ("en" | "zh-CN" | "zh-TW" | "es" | "fr" | "de" | "pt" | "it" | "ja" | "ko" | "ru" | "ar")[]; origins?: string[]; isOpen?: boolean; isMailingList?: boolean; ways?: Ways; ageGate?: AgeGate; doubleOptIn?: DoubleOptIn; stepUpPoints?: number | null; textVersion?: string; links?: Links; orderAgainUrl?: string | null; theme?: Theme; widget?: Widget }

export type RotateSecret = { overlapHours?: number }

export type NewHandoverSecret = { secret: string; value: string; createdAt: string }

export type MailSettings = { isSet: boolean; host: string | null; port: number | null; security: "tls" | "starttls" | "none" | null; username: string | null; hasPassword: boolean; senderName: string | null; senderAddress: string | null; replyTo: string | null; changedAt: string | null; testedAt: string | null }

export type ChangeMailSettings = { host?: string; port?: number; security?: "tls" | "starttls" | "none"; username?: string | null; password?: string | null; senderName?: string; senderAddress?: string; replyTo?: string | null }

export type TestMail = { to: string }

export type MailTested = { isSent: boolean; why: "timeout" | "rejected" | "unreachable" | "not_signed_in" | "not_encrypted" | "not_set" | "key_changed" | null; detail: string | null }

export type ListedMail = { mail: string; memberId: string | null; to: string; isMasked: boolean; kind: string; locale: string; subject: string; state: "waiting" | "sent" | "failed" | "over"; attempts: number; problem: string | null; createdAt: string; sentAt: string | null }

export type MailPage = { mails: ListedMail[]; next: string | null }

export type Mail = { mail: string; memberId: string | null; to: string; isMasked: boolean; kind: string; locale: string; subject: string; state: "waiting" | "sent" | "failed" | "over"; attempts: number; problem: string | null; createdAt: string; sentAt: string | null; html: string | null; text: string | null }

export type Message = { kind: "welcome" | "points_earned" | "reward_code" | "points_expiring" | "tier_up" | "tier_at_risk"; isOn: boolean; since: string | null; days: number | null; reminderDays: number[]; sent: number; ownTexts: ("en" | "zh-CN" | "zh-TW" | "es" | "fr" | "de" | "pt" | "it" | "ja" | "ko" | "ru" | "ar")[]; fields: string[]; needed: string[] }

export type Messages = { messages: Message[]; languages: ("en" | "zh-CN" | "zh-TW" | "es" | "fr" | "de" | "pt" | "it" | "ja" | "ko" | "ru" | "ar")[]; isMailSet: boolean }

export type ChangeMessage = { isOn?: boolean; days?: number }

export type MessageWords = { subject: string; body: string }

export type MessageText = { kind: "welcome" | "points_earned" | "reward_code" | "points_expiring" | "tier_up" | "tier_at_risk"; language: "en" | "zh-CN" | "zh-TW" | "es" | "fr" | "de" | "pt" | "it" | "ja" | "ko" | "ru" | "ar"; subject: string; body: string; isOwn: boolean; ours: MessageWords; changedAt: string | null }

export type ChangeMessageText = { subject: string; body: string }

export type PreviewMessage = { language: "en" | "zh-CN" | "zh-TW" | "es" | "fr" | "de" | "pt" | "it" | "ja" | "ko" | "ru" | "ar"; subject?: string; body?: string }

export type MessagePreview = { subject: string; html: string; text: string }

export type TryMessage = { language: "en" | "zh-CN" | "zh-TW" | "es" | "fr" | "de" | "pt" | "it" | "ja" | "ko" | "ru" | "ar"; subject?: string; body?: string; to: string }

export type MemberMails = { mails: MemberMail[] }

export type ApiKey = { key: string; name: string; prefix: string; scopes: string[]; createdAt: string; lastUsedAt: string | null; expiresAt: string | null; revokedAt: string | null; replacedBy: string | null }

export type KeyPage = { keys: ApiKey[]; next: string | null }

export type CreateKey = { name: string; scopes: ("activity:correct" | "activity:read" | "activity:record" | "approvals:write" | "audit:read" | "catalogue:costs" | "catalogue:read" | "catalogue:write" | "coupons:read" | "coupons:write" | "figures:read" | "imports:run" | "jobs:run" | "keys:manage" | "keys:read" | "mails:read" | "mails:write" | "members:erase" | "members:impersonate" | "members:read" | "members:reveal" | "members:write" | "programs:draft" | "programs:publish" | "programs:read" | "quotes:hold" | "quotes:override" | "rewards:read" | "rewards:write" | "staff:read" | "staff:write" | "stores:advance" | "stores:read" | "stores:write")[]; expiresAt?: string }

export type NewApiKey = { key: string; name: string; prefix: string; scopes: string[]; createdAt: string; lastUsedAt: string | null; expiresAt: string | null; revokedAt: string | null; replacedBy: string | null; secret: string }

export type RotateKey = { overlapHours?: number }

export type SignIn = { email: string; password: string; recoveryCode?: string }

export type SignInState = { state: "signed_in" | "second_factor"; ways: ("totp" | "recovery" | "passkey")[] }

export type ShowSecondFactor = { way: "totp" | "recovery"; code: string }

export type PasskeyOptions = { options: Record<string, unknown> }

export type ShowPasskey = { response: { id: string; rawId: string; type: "public-key"; response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle?: string | null }; clientExtensionResults: {  }; authenticatorAttachment?: string | null } }

export type Done = { isDone: true }

export type ResetPassword = { token: string; password: string }

export type StaffSession = { session: string; isCurrent: boolean; address: string | null; device: string | null; since: string; seenAt: string | null; endsAt: string }

export type StaffSessions = { sessions: StaffSession[] }

export type ChangeMe = { name?: string; locale?: string | null }

export type ChangePassword = { password: string; newPassword: string }

export type ShowPassword = { password: string }

export type NewTotp = { secret: string; uri: string }

export type ConfirmTotp = { code: string }

export type RecoveryCodes = { recoveryCodes: string[] }

export type Passkey = { passkey: string; name: string | null; since: string }

export type Passkeys = { passkeys: Passkey[] }

export type AddPasskey = { name: string; response: { id: string; rawId: string; type: "public-key"; response: { clientDataJSON: string; attestationObject: string; transports?: string[] }; clientExtensionResults: {  }; authenticatorAttachment?: string | null } }

export type RemovePasskey = { password: string }

export type StaffMember = { id: string; name: string; email: string; locale: string | null; hasTotp: boolean; hasSecondFactor: boolean; hasRecoveryCodes: boolean; needsSecondFactor: boolean }

export type StaffStore = { id: string; name: string; kind: "live" | "sandbox" }

export type MySeat = { store: StaffStore; role: string; roleName: string | null; permissions: string[] }

export type Me = { staff: StaffMember; seats: MySeat[]; mayMakeStores: boolean }

/** name, email and password where nobody is signed in */
export type BecomeOwner = { token: string; name?: string; email?: string; password?: string }

export type Accepted = { store: StaffStore | null }

/** a password where the address is nobody’s yet; else whoever it is must be signed in */
export type AcceptInvitation = { token: string; name?: string; password?: string }

export type ShowInvitation = { token: string }

export type InvitationShown = { store: StaffStore; role: string; roleName: string | null; email: string; name: string | null; invitedBy: string | null; madeAt: string; expiresAt: string }

export type Stores = { stores: StaffStore[] }

export type CreateStore = { name: string; kind?: "live" | "sandbox" }

export type RenameStore = { name: string }

export type Seat = { seat: string; name: string; email: string; role: string; roleName: string | null; since: string; hasSecondFactor: boolean; isMe: boolean }

export type Seats = { seats: Seat[] }

export type ChangeSeat = { role: string }

export type Link = { link: string; expiresAt: string }

export type LinkMailed = { expiresAt: string }

export type ResetSecondFactor = { reason: string }

export type Invite = { email: string; name?: string; role: string }

export type InvitationMade = { link: string; expiresAt: string; isMailed: boolean }

export type Invitation = { invitation: string; email: string; name: string | null; role: string; roleName: string | null; madeAt: string; expiresAt: string }

export type Invitations = { invitations: Invitation[] }

export type Role = { role: string; name: string | null; isBuiltIn: boolean; permissions: ("activity:correct" | "activity:read" | "activity:record" | "approvals:write" | "audit:read" | "catalogue:costs" | "catalogue:read" | "catalogue:write" | "coupons:read" | "coupons:write" | "figures:read" | "imports:run" | "jobs:run" | "keys:manage" | "keys:read" | "mails:read" | "mails:write" | "members:erase" | "members:impersonate" | "members:read" | "members:reveal" | "members:write" | "programs:draft" | "programs:publish" | "programs:read" | "quotes:hold" | "quotes:override" | "rewards:read" | "rewards:write" | "staff:read" | "staff:write" | "stores:advance" | "stores:read" | "stores:write")[]; needsSecondFactor: boolean }

export type Roles = { roles: Role[] }

export type CreateRole = { name: string; permissions: ("activity:correct" | "activity:read" | "activity:record" | "approvals:write" | "audit:read" | "catalogue:costs" | "catalogue:read" | "catalogue:write" | "coupons:read" | "coupons:write" | "figures:read" | "imports:run" | "jobs:run" | "keys:manage" | "keys:read" | "mails:read" | "mails:write" | "members:erase" | "members:impersonate" | "members:read" | "members:reveal" | "members:write" | "programs:draft" | "programs:publish" | "programs:read" | "quotes:hold" | "quotes:override" | "rewards:read" | "rewards:write" | "staff:read" | "staff:write" | "stores:advance" | "stores:read" | "stores:write")[]; needsSecondFactor?: boolean }

export type ChangeRole = { name?: string; permissions?: ("activity:correct" | "activity:read" | "activity:record" | "approvals:write" | "audit:read" | "catalogue:costs" | "catalogue:read" | "catalogue:write" | "coupons:read" | "coupons:write" | "figures:read" | "imports:run" | "jobs:run" | "keys:manage" | "keys:read" | "mails:read" | "mails:write" | "members:erase" | "members:impersonate" | "members:read" | "members:reveal" | "members:write" | "programs:draft" | "programs:publish" | "programs:read" | "quotes:hold" | "quotes:override" | "rewards:read" | "rewards:write" | "staff:read" | "staff:write" | "stores:advance" | "stores:read" | "stores:write")[]; needsSecondFactor?: boolean }

export type PermissionGrid = { permissions: string[]; roles: ({ role: string; permissions: string[] })[] }

export type AuditEntry = { number: number; at: string; actorKind: "staff" | "key"; actor: string; actorName: string | null; deed: string; subject: string | null; reason: string | null; before: unknown; after: unknown; refusal: string | null }

export type AuditPage = { entries: AuditEntry[]; names: Record<string, string>; next: string | null }

export type AuditChoices = { actors: ({ actor: string; actorKind: "staff" | "key"; actorName: string | null })[]; deeds: string[] }

export type ApprovalPage = { approvals: Approval[]; next: string | null }

export type Decision = { note?: string }

export type ApprovalLimit = { points: number | null }

export type Paths = {
  '/api/v1/events': {
    /** Record events */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path?: never }; requestBody: { content: { 'application/json': RecordEvents } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent | EventResults } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}': {
    /** Read a member */
    get: { parameters: { query?: { at?: string; knownAt?: string }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Member } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/lots': {
    /** List a member's lots */
    get: { parameters: { query?: { at?: string; state?: "open" | "closed" }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Lots } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/postings': {
    /** List a member's postings */
    get: { parameters: { query?: { at?: string; knownAt?: string; order?: "asc" | "desc"; limit?: number; after?: string }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': PostingPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/explanations': {
    /** Explain a member, or one event */
    get: { parameters: { query?: { at?: string; event?: string; source?: string; locale?: string }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Explanation } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/progress': {
    /** Read how far the next level is */
    get: { parameters: { query?: { at?: string }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Progress } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/merges': {
    /** List who was merged into a member */
    get: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Merges } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Merge another member into a member */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string } }; requestBody: { content: { 'application/json': { source?: string; id?: string; absorbed: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/facts': {
    /** List what was announced of a member */
    get: { parameters: { query?: { at?: string }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Facts } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/adjustments': {
    /** Adjust a member's points */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string } }; requestBody: { content: { 'application/json': { source?: string; id?: string; unit?: string; points: number; reason: string; author: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; 202: { headers: {}; content: { 'application/json': Approval } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/forgiveness': {
    /** Forgive a member's debt */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string } }; requestBody: { content: { 'application/json': { source?: string; id?: string; unit?: string; points: number; reason: string; author: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; 202: { headers: {}; content: { 'application/json': Approval } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/activations': {
    /** Activate pending points */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string } }; requestBody?: { content: { 'application/json': { source?: string; id?: string; orderId?: string; lotId?: string; reason?: string; author?: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/rejections': {
    /** Cancel pending points */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string } }; requestBody?: { content: { 'application/json': { source?: string; id?: string; orderId?: string; lotId?: string; reason?: string; author?: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/spends': {
    /** Spend points */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string } }; requestBody: { content: { 'application/json': { source?: string; id?: string; unit?: string; points: number; purpose: "checkout" | "reward" | "donation"; orderId?: string; code?: string; by?: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/spends/{spendId}/cancellations': {
    /** Cancel a spend */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string; spendId: string } }; requestBody?: { content: { 'application/json': { source?: string; id?: string; points?: number; codeVoided?: boolean } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/holds': {
    /** Hold points */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string } }; requestBody: { content: { 'application/json': { source?: string; id?: string; unit?: string; points: number; until: string; by?: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/holds/{holdId}/commitments': {
    /** Commit a hold */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string; holdId: string } }; requestBody?: { content: { 'application/json': { source?: string; id?: string; orderId?: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/holds/{holdId}/releases': {
    /** Release a hold */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string; holdId: string } }; requestBody?: { content: { 'application/json': { source?: string; id?: string; orderId?: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/entitlements/{entitlement}/grants': {
    /** Give uses of an entitlement */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string; entitlement: string } }; requestBody: { content: { 'application/json': { source?: string; id?: string; uses: number; through?: string; reason: string; author: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/entitlements/{entitlement}/grants/{grant}/withdrawals': {
    /** Take back uses that staff gave */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string; entitlement: string; grant: string } }; requestBody: { content: { 'application/json': { source?: string; id?: string; reason: string; author: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/entitlements/{entitlement}/uses': {
    /** Record a use of an entitlement */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string; entitlement: string } }; requestBody: { content: { 'application/json': { source?: string; id?: string; reason?: string; author: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/transfers': {
    /** Send points to another member */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string } }; requestBody: { content: { 'application/json': { source?: string; id?: string; unit?: string; points: number; to: string; by?: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/sharing': {
    /** Share a company's points with its buyers */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string } }; requestBody: { content: { 'application/json': { source?: string; id?: string; percent: string; perMonth: number | null; leaver: "keep" | "forfeit"; by: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/levels': {
    /** Give a member a level by hand */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string } }; requestBody: { content: { 'application/json': { source?: string; id?: string; track: string; level: string; until: string; reason: string; author: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/merges/{mergeId}/reversals': {
    /** Undo a merge */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string; mergeId: string } }; requestBody: { content: { 'application/json': { source?: string; id?: string; mergeSource: string } } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedEvent } }; 201: { headers: {}; content: { 'application/json': RecordedEvent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/corrections': {
    /** Correct an event of a member */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': CorrectEvent } }; responses: { 200: { headers: {}; content: { 'application/json': RecordedCorrection } }; 201: { headers: {}; content: { 'application/json': RecordedCorrection } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/clock': {
    /** Read the clock of a sandbox */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Clock } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Advance the clock of a sandbox */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': AdvanceClock } }; responses: { 200: { headers: {}; content: { 'application/json': Clock } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs/previews': {
    /** Preview an event */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': PreviewEvent } }; responses: { 200: { headers: {}; content: { 'application/json': EventPreview } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs/drafts/{draft}/impacts': {
    /** Preview the impact of a draft */
    post: { parameters: { query?: never; header?: never; path: { draft: string } }; requestBody?: { content: { 'application/json': PreviewImpact } }; responses: { 200: { headers: {}; content: { 'application/json': PublicationImpact } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs/versions/{version}/impacts': {
    /** Preview the impact of an earlier version */
    post: { parameters: { query?: never; header?: never; path: { version: string } }; requestBody?: { content: { 'application/json': PreviewRestoring } }; responses: { 200: { headers: {}; content: { 'application/json': RestoringImpact } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members': {
    /** List members */
    get: { parameters: { query?: { kind?: "person" | "company"; tag?: string; after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MemberPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Create a member */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path?: never }; requestBody?: { content: { 'application/json': CreateMember } }; responses: { 200: { headers: {}; content: { 'application/json': Profile } }; 201: { headers: {}; content: { 'application/json': Profile } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/searches': {
    /** Search members by e-mail or phone */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': SearchMembers } }; responses: { 200: { headers: {}; content: { 'application/json': FoundMembers } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/profile': {
    /** Read the profile of a member */
    get: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Profile } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Change the profile of a member */
    patch: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: { content: { 'application/json': ChangeProfile } }; responses: { 200: { headers: {}; content: { 'application/json': Profile } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/tags': {
    /** Add tags to a member */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': AddTags } }; responses: { 201: { headers: {}; content: { 'application/json': MemberTags } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/tags/{tag}': {
    /** Remove a tag from a member */
    delete: { parameters: { query?: never; header?: never; path: { member: string; tag: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MemberTags } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/personal-data': {
    /** Export the personal data of a member */
    get: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': PersonalData } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Erase the personal data of a member */
    delete: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Erased } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/external-ids': {
    /** Add external ids to a member */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': AddExternalIds } }; responses: { 201: { headers: {}; content: { 'application/json': ExternalIds } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/external-ids/{externalId}': {
    /** Remove an external id from a member */
    delete: { parameters: { query?: never; header?: never; path: { member: string; externalId: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ExternalIds } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/buyers': {
    /** List the buyers of a company */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': BuyerPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Add a buyer to a company */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': AddBuyer } }; responses: { 201: { headers: {}; content: { 'application/json': Buyer } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/buyers/{buyer}': {
    /** Change the role of a buyer */
    patch: { parameters: { query?: never; header?: never; path: { member: string; buyer: string } }; requestBody: { content: { 'application/json': ChangeBuyer } }; responses: { 200: { headers: {}; content: { 'application/json': Buyer } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Remove a buyer from a company */
    delete: { parameters: { query?: never; header?: never; path: { member: string; buyer: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Buyer } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/freeze': {
    /** Read whether a member is frozen */
    get: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Freeze } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Freeze a member */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': FreezeMember } }; responses: { 201: { headers: {}; content: { 'application/json': Freeze } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Restore a frozen member */
    delete: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Freeze } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/addresses': {
    /** List a member's postal addresses */
    get: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Addresses } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Add a postal address to a member */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': AddAddress } }; responses: { 201: { headers: {}; content: { 'application/json': Address } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/addresses/{address}': {
    /** Change a postal address */
    patch: { parameters: { query?: never; header?: never; path: { member: string; address: string } }; requestBody?: { content: { 'application/json': ChangeAddress } }; responses: { 200: { headers: {}; content: { 'application/json': Address } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Remove a postal address */
    delete: { parameters: { query?: never; header?: never; path: { member: string; address: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Address } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/notes': {
    /** List the notes on a member */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': NotePage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Write a note on a member */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': AddNote } }; responses: { 201: { headers: {}; content: { 'application/json': Note } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/notes/{note}': {
    /** Remove a note */
    delete: { parameters: { query?: never; header?: never; path: { member: string; note: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Note } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/managers': {
    /** List who may look after members */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Managers } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/manager': {
    /** Read who looks after a member */
    get: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MemberManager } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Give a member to a colleague */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': SetManager } }; responses: { 201: { headers: {}; content: { 'application/json': MemberManager } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Take the account manager away */
    delete: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MemberManager } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/impersonations': {
    /** See the member centre as a member */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': Impersonate } }; responses: { 201: { headers: {}; content: { 'application/json': Impersonation } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/impersonations/{impersonation}': {
    /** Read who looks at the member centre as whom */
    get: { parameters: { query?: never; header?: never; path: { impersonation: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Looking } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Look at the member centre no more */
    delete: { parameters: { query?: never; header?: never; path: { impersonation: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ImpersonationName } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/companies/{company}/statement': {
    /** Read the statement of a company one buys for */
    get: { parameters: { query?: { from?: string; to?: string }; header?: never; path: { member: string; company: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Statement; 'text/csv': string } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/companies/{member}/statement': {
    /** Read a company's statement */
    get: { parameters: { query?: { from?: string; to?: string }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Statement; 'text/csv': string } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/companies/{member}/terms': {
    /** Read on which terms a company buys */
    get: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': CompanyTerms } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Note on which terms a company buys */
    patch: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: { content: { 'application/json': ChangeTerms } }; responses: { 200: { headers: {}; content: { 'application/json': CompanyTerms } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs': {
    /** Publish a program */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': PublishProgram } }; responses: { 201: { headers: {}; content: { 'application/json': PublishedProgramWithFloors } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List the published versions */
    get: { parameters: { query?: { locale?: string }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ProgramVersions } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs/checks': {
    /** Check a program */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': CheckProgram } }; responses: { 200: { headers: {}; content: { 'application/json': CheckedProgram } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/guide': {
    /** Read how the program works */
    get: { parameters: { query?: { locale?: string; market?: string; region?: string }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ProgramGuide } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs/{version}': {
    /** Read a published version */
    get: { parameters: { query?: { locale?: string }; header?: never; path: { version: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': PublishedVersion } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs/versions/{version}/publications': {
    /** Publish an earlier version again */
    post: { parameters: { query?: never; header?: never; path: { version: string } }; requestBody?: { content: { 'application/json': RestoreVersion } }; responses: { 201: { headers: {}; content: { 'application/json': PublishedProgramWithFloors } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs/pauses': {
    /** Pause the program */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': PauseProgram } }; responses: { 201: { headers: {}; content: { 'application/json': PublishedProgram } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs/resumptions': {
    /** Let a paused program go on */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': ResumeProgram } }; responses: { 201: { headers: {}; content: { 'application/json': PublishedProgramWithFloors } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs/drafts': {
    /** Create a draft */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': CreateDraft } }; responses: { 201: { headers: {}; content: { 'application/json': DraftWithFloors } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List drafts */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': DraftPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs/drafts/{draft}': {
    /** Read a draft */
    get: { parameters: { query?: { locale?: string }; header?: never; path: { draft: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Draft } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Replace a draft */
    patch: { parameters: { query?: never; header?: never; path: { draft: string } }; requestBody: { content: { 'application/json': ReplaceDraft } }; responses: { 200: { headers: {}; content: { 'application/json': DraftWithFloors } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Delete a draft */
    delete: { parameters: { query?: never; header?: never; path: { draft: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': DraftSummary } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs/drafts/{draft}/publications': {
    /** Publish a draft */
    post: { parameters: { query?: never; header?: never; path: { draft: string } }; requestBody?: { content: { 'application/json': PublishDraft } }; responses: { 201: { headers: {}; content: { 'application/json': PublishedProgramWithFloors } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/programs/diffs': {
    /** Compare two programs */
    get: { parameters: { query: { from: string; to: string; locale?: string }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ProgramDiff } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/catalogue/products': {
    /** Put products */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': PutProducts } }; responses: { 200: { headers: {}; content: { 'application/json': PutResultsWithFloors } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List products */
    get: { parameters: { query?: { begins?: string; skus?: string[]; after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ProductPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/catalogue/products/{sku}': {
    /** Read a product */
    get: { parameters: { query?: never; header?: never; path: { sku: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Product } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Delete a product */
    delete: { parameters: { query?: never; header?: never; path: { sku: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Product } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/catalogue/products/{sku}/prices': {
    /** List the prices of a product */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path: { sku: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ProductPricePage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/catalogue/access': {
    /** Say whom products are sold to */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': PutAccesses } }; responses: { 200: { headers: {}; content: { 'application/json': PutResults } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/catalogue/costs': {
    /** List the costs of products */
    get: { parameters: { query?: { sku?: string; after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': CostPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/catalogue/lists': {
    /** Create a price list */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': CreateList } }; responses: { 201: { headers: {}; content: { 'application/json': PriceList } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List the price lists */
    get: { parameters: { query?: { member?: string; after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': PriceListPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/catalogue/lists/{list}': {
    /** Read a price list */
    get: { parameters: { query?: never; header?: never; path: { list: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': PriceList } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Change a price list */
    patch: { parameters: { query?: never; header?: never; path: { list: string } }; requestBody?: { content: { 'application/json': ChangeList } }; responses: { 200: { headers: {}; content: { 'application/json': PriceList } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Delete a price list */
    delete: { parameters: { query?: never; header?: never; path: { list: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': PriceList } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/catalogue/lists/{list}/prices': {
    /** List the prices of a list */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path: { list: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': PricePage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/catalogue/prices': {
    /** Put prices */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': PutPrices } }; responses: { 200: { headers: {}; content: { 'application/json': PutResultsWithFloors } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/catalogue/changes': {
    /** List how the prices of a product changed */
    get: { parameters: { query: { sku: string; market: string; after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': PriceChangePage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Tell what prices were before */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': PutEarliers } }; responses: { 200: { headers: {}; content: { 'application/json': PutResults } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/coupons': {
    /** Issue a coupon */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': CreateCoupon } }; responses: { 201: { headers: {}; content: { 'application/json': Coupon } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List coupons */
    get: { parameters: { query?: { member?: string; discount?: string; status?: "issued" | "held" | "used" | "expired" | "void"; batch?: string; origin?: "reward" | "campaign" | "birthday" | "anniversary" | "welcome" | "win_back" | "staff"; after?: string; limit?: number; locale?: string }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': CouponPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/coupons/{code}': {
    /** Read a coupon */
    get: { parameters: { query?: { locale?: string }; header?: never; path: { code: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Coupon } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Make a coupon void */
    delete: { parameters: { query?: { locale?: string }; header?: never; path: { code: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Coupon } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/coupons/batches': {
    /** Make many codes */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': CreateBatch } }; responses: { 201: { headers: {}; content: { 'application/json': CouponBatch } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List batches of codes */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': CouponBatchPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/coupons/batches/{batch}': {
    /** Make a batch of codes void */
    delete: { parameters: { query?: never; header?: never; path: { batch: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': CouponBatch } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Read a batch of codes */
    get: { parameters: { query?: never; header?: never; path: { batch: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': CouponBatch } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/coupons/batches/{batch}/codes': {
    /** Export the codes of a batch */
    get: { parameters: { query?: never; header?: never; path: { batch: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'text/csv': string } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/quotes': {
    /** Quote a cart */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path?: never }; requestBody: { content: { 'application/json': MakeQuote } }; responses: { 200: { headers: {}; content: { 'application/json': Quote } }; 201: { headers: {}; content: { 'application/json': Quote } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/quotes/overrides': {
    /** List quotes below the floor */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': OverridePage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/floor-checks': {
    /** Check floors on past orders */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': CheckFloors } }; responses: { 200: { headers: {}; content: { 'application/json': FloorCheck } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/coupons/previews': {
    /** Preview a coupon */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': PreviewCoupon } }; responses: { 200: { headers: {}; content: { 'application/json': CouponPreview } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/price-credits': {
    /** List credits for prices that fell */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': PriceCreditPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Give credits for prices that fell */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': { after?: string; limit?: number } } }; responses: { 200: { headers: {}; content: { 'application/json': GivenPriceCredits } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/quotes/{quote}': {
    /** Read a held quote */
    get: { parameters: { query?: never; header?: never; path: { quote: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Quote } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Release a held quote */
    delete: { parameters: { query?: never; header?: never; path: { quote: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Quote } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/quotes/{quote}/commit': {
    /** Commit a held quote */
    post: { parameters: { query?: never; header?: never; path: { quote: string } }; requestBody: { content: { 'application/json': CommitQuote } }; responses: { 200: { headers: {}; content: { 'application/json': Quote } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/prices': {
    /** Read the prices of products */
    get: { parameters: { query: { sku: string[]; market: string; member?: string; company?: string; rate?: string; quantity?: number; explain?: boolean; locale?: string }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ShownPrices } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/rewards': {
    /** List what points buy */
    get: { parameters: { query?: { member?: string; market?: string; locale?: string }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': RewardList } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/rewards/{reward}/stock': {
    /** Put the stock of a reward */
    post: { parameters: { query?: never; header?: never; path: { reward: string } }; requestBody?: { content: { 'application/json': PutStock } }; responses: { 200: { headers: {}; content: { 'application/json': Stock } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/redemptions': {
    /** Redeem a reward */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string } }; requestBody: { content: { 'application/json': RedeemReward } }; responses: { 200: { headers: {}; content: { 'application/json': Redemption } }; 201: { headers: {}; content: { 'application/json': Redemption } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List a member's redemptions */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': RedemptionPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/redemptions/{redemption}': {
    /** Read a redemption */
    get: { parameters: { query?: never; header?: never; path: { member: string; redemption: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Redemption } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/redemptions/{redemption}/cancellations': {
    /** Cancel a redemption */
    post: { parameters: { query?: never; header?: never; path: { member: string; redemption: string } }; requestBody?: { content: { 'application/json': CancelRedemption } }; responses: { 200: { headers: {}; content: { 'application/json': Redemption } }; 201: { headers: {}; content: { 'application/json': Redemption } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/redemptions/{redemption}/fulfilments': {
    /** Fulfil a redemption */
    post: { parameters: { query?: never; header?: never; path: { member: string; redemption: string } }; requestBody?: { content: { 'application/json': {  } } }; responses: { 200: { headers: {}; content: { 'application/json': Redemption } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/redemptions': {
    /** List redemptions */
    get: { parameters: { query?: { status?: "open" | "fulfilled" | "cancelled"; after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': StoreRedemptionPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/companies/{company}/rewards': {
    /** List what the points of a company buy */
    get: { parameters: { query?: { locale?: string }; header?: never; path: { member: string; company: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': RewardList } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/companies/{company}/redemptions': {
    /** List what a company has redeemed */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path: { member: string; company: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': RedemptionPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Redeem a reward with the points of a company */
    post: { parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: { member: string; company: string } }; requestBody: { content: { 'application/json': RedeemForCompany } }; responses: { 200: { headers: {}; content: { 'application/json': Redemption } }; 201: { headers: {}; content: { 'application/json': Redemption } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/entitlements': {
    /** Read a member's entitlements */
    get: { parameters: { query?: { locale?: string }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Entitlements } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/vouchers/{list}': {
    /** Put a partner's vouchers */
    post: { parameters: { query?: never; header?: never; path: { list: string } }; requestBody: { content: { 'application/json': PutVouchers } }; responses: { 200: { headers: {}; content: { 'application/json': VoucherResults } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Count a partner's vouchers */
    get: { parameters: { query?: never; header?: never; path: { list: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Vouchers } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/roster': {
    /** List members by what they have */
    get: { parameters: { query?: { kind?: "person" | "company"; tag?: string[]; level?: string[]; market?: string[]; region?: string[]; joinedFrom?: string; joinedTo?: string; activeFrom?: string; activeTo?: string; balanceFrom?: number; balanceTo?: number; spendFrom?: number; spendTo?: number; source?: string[]; without?: string[]; manager?: string; hasDebt?: boolean; hasEmail?: boolean; isTest?: boolean; sort?: "-joined" | "joined" | "-active" | "active" | "-balance" | "balance" | "-spend" | "spend"; after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': RosterPage; 'text/csv': string } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/views': {
    /** List views of the member list */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Views } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Save a view of the member list */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': CreateView } }; responses: { 201: { headers: {}; content: { 'application/json': View } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/views/{view}': {
    /** Change a view of the member list */
    patch: { parameters: { query?: never; header?: never; path: { view: string } }; requestBody?: { content: { 'application/json': ChangeView } }; responses: { 200: { headers: {}; content: { 'application/json': View } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Delete a view of the member list */
    delete: { parameters: { query?: never; header?: never; path: { view: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': View } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/figures': {
    /** Read a store's figures */
    get: { parameters: { query?: { period?: "day" | "week" | "month" | "year"; from?: string; to?: string; unit?: "day" | "week" | "month"; activeDays?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Figures; 'text/csv': string } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/orders': {
    /** List orders of members */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': OrderPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/orders/{order}': {
    /** Read an order */
    get: { parameters: { query?: never; header?: never; path: { order: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': OrderStory } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/orders': {
    /** List what a member has ordered */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': OwnOrderPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/feed': {
    /** List what happened in the store */
    get: { parameters: { query?: { about?: "orders" | "returns" | "adjustments" | "uses" | "activities" | "levels" | "members"; member?: string; from?: string; to?: string; after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': FeedPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/feed/pending': {
    /** List points that are pending */
    get: { parameters: { query?: { waits?: "hand"; after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': PendingPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/feed/debts': {
    /** List who owes points */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': DebtPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/feed/refusals': {
    /** List events that were refused */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': RefusalPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/feed/export': {
    /** Export what happened, what is pending, who owes points, or what was refused */
    get: { parameters: { query: { part: "events" | "pending" | "debts" | "refused"; about?: "orders" | "returns" | "adjustments" | "uses" | "activities" | "levels" | "members"; member?: string; from?: string; to?: string; waits?: "hand" }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'text/csv': string } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/moments': {
    /** List what happened with a member */
    get: { parameters: { query?: { kind?: "note" | "mail" | "points" | "order"; after?: string; limit?: number }; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MomentPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/jobs/previews': {
    /** Preview a job */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': CreateJob } }; responses: { 200: { headers: {}; content: { 'application/json': JobPreview } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/jobs': {
    /** Start a job over many members */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': CreateJob } }; responses: { 201: { headers: {}; content: { 'application/json': Job } }; 202: { headers: {}; content: { 'application/json': Approval } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List jobs */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': JobPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/jobs/{job}': {
    /** Read a job */
    get: { parameters: { query?: never; header?: never; path: { job: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Job } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Cancel a job */
    delete: { parameters: { query?: never; header?: never; path: { job: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Job } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/jobs/{job}/result': {
    /** Read the result of a job */
    get: { parameters: { query?: never; header?: never; path: { job: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'text/csv': string } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/imports': {
    /** Begin an import of members */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': CreateImport } }; responses: { 201: { headers: {}; content: { 'application/json': Import } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List imports */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ImportPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/imports/{import}/pieces': {
    /** Send a piece of the file */
    post: { parameters: { query?: never; header?: never; path: { import: string } }; requestBody: { content: { 'application/json': AddPiece } }; responses: { 200: { headers: {}; content: { 'application/json': Import } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/imports/{import}/sample': {
    /** Read how a file is understood */
    get: { parameters: { query?: { encoding?: "utf-8" | "gb18030" | "utf-16le" | "utf-16be" | "windows-1252"; delimiter?: "," | ";" | "\t" | "|" }; header?: never; path: { import: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ImportSample } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/imports/{import}/checks': {
    /** Check a file */
    post: { parameters: { query?: never; header?: never; path: { import: string } }; requestBody: { content: { 'application/json': CheckImport } }; responses: { 201: { headers: {}; content: { 'application/json': Import } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/imports/{import}/runs': {
    /** Bring in what was checked */
    post: { parameters: { query?: never; header?: never; path: { import: string } }; requestBody?: { content: { 'application/json': {  } } }; responses: { 201: { headers: {}; content: { 'application/json': Import } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/imports/{import}': {
    /** Read an import */
    get: { parameters: { query?: never; header?: never; path: { import: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Import } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Cancel an import */
    delete: { parameters: { query?: never; header?: never; path: { import: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Import } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/imports/{import}/problems': {
    /** List what is wrong with rows */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path: { import: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ProblemPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/imports/{import}/refused': {
    /** Read the refused rows */
    get: { parameters: { query?: never; header?: never; path: { import: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'text/csv': string } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/backtests': {
    /** Back-test a program */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': CreateBacktest } }; responses: { 201: { headers: {}; content: { 'application/json': Backtest } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List back-tests */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': BacktestPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/backtests/{backtest}': {
    /** Read a back-test */
    get: { parameters: { query?: { locale?: string }; header?: never; path: { backtest: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ReportedBacktest; 'text/csv': string } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Delete a back-test */
    delete: { parameters: { query?: never; header?: never; path: { backtest: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Backtest } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/backtests/{backtest}/movers': {
    /** List whom a back-test moves */
    get: { parameters: { query?: { from?: string; to?: string; after?: string; limit?: number }; header?: never; path: { backtest: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MoverPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/shop': {
    /** Read what a store shows shoppers */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Shop } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/codes': {
    /** Send a code by e-mail */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': RequestCode } }; responses: { 201: { headers: {}; content: { 'application/json': CodeSent } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/passkey-options': {
    /** Begin to sign in as a member with a passkey */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': {  } } }; responses: { 201: { headers: {}; content: { 'application/json': MemberPasskeyOptions } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/sessions': {
    /** Sign in or join */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': MemberSignIn } }; responses: { 201: { headers: {}; content: { 'application/json': SignedIn } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List own sessions */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Sessions } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/step-ups': {
    /** Show again who one is */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': StepUp } }; responses: { 201: { headers: {}; content: { 'application/json': SteppedUp } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/password-resets': {
    /** Set a forgotten password */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': ResetMemberPassword } }; responses: { 200: { headers: {}; content: { 'application/json': PasswordReset } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/email': {
    /** Change the own e-mail address */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': ChangeEmail } }; responses: { 200: { headers: {}; content: { 'application/json': OwnEmail } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/subscriptions': {
    /** Ask for mails */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': Subscribe } }; responses: { 201: { headers: {}; content: { 'application/json': Subscribed } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/subscriptions/confirmations': {
    /** Confirm having asked for mails */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': ConfirmSubscription } }; responses: { 201: { headers: {}; content: { 'application/json': Subscribed } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/leads': {
    /** Add a lead */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': AddLead } }; responses: { 201: { headers: {}; content: { 'application/json': Lead } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/sessions/{session}': {
    /** End an own session */
    delete: { parameters: { query?: never; header?: never; path: { session: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': EndedSession } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/sessions/current/tickets': {
    /** Carry the own session over to another page */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': {  } } }; responses: { 201: { headers: {}; content: { 'application/json': SessionTicket } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/ways': {
    /** Read how a member signs in */
    get: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MemberWays } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/password': {
    /** Set the own password */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': SetPassword } }; responses: { 200: { headers: {}; content: { 'application/json': MemberWays } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Remove the own password */
    delete: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MemberWays } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/passkey-options': {
    /** Begin to add an own passkey */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: { content: { 'application/json': {  } } }; responses: { 201: { headers: {}; content: { 'application/json': MemberPasskeyOptions } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/passkeys': {
    /** Add an own passkey */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': AddMemberPasskey } }; responses: { 200: { headers: {}; content: { 'application/json': MemberWays } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/passkeys/{passkey}': {
    /** Remove an own passkey */
    delete: { parameters: { query?: never; header?: never; path: { member: string; passkey: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MemberWays } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/providers/{provider}': {
    /** Unlink another provider */
    delete: { parameters: { query?: never; header?: never; path: { member: string; provider: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MemberWays } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/authenticator-options': {
    /** Begin to set up an own authenticator app */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: { content: { 'application/json': {  } } }; responses: { 201: { headers: {}; content: { 'application/json': NewAuthenticator } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/authenticator': {
    /** Set up an own authenticator app */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': ConfirmAuthenticator } }; responses: { 200: { headers: {}; content: { 'application/json': MemberWays } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Remove the own authenticator app */
    delete: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MemberWays } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/authenticator-removals': {
    /** Take away the authenticator app of a member who has lost it */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': ResetAuthenticator } }; responses: { 201: { headers: {}; content: { 'application/json': MemberWays } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/sign-in-providers': {
    /** List sign-in providers */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': SignInProviders } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Put a sign-in provider */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': PutSignInProvider } }; responses: { 200: { headers: {}; content: { 'application/json': SignInProvider } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/sign-in-providers/{provider}': {
    /** Remove a sign-in provider */
    delete: { parameters: { query?: never; header?: never; path: { provider: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': SignInProviders } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/consents': {
    /** Read the consents of a member */
    get: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Consents } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Record consents of a member */
    post: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody: { content: { 'application/json': ChangeConsents } }; responses: { 201: { headers: {}; content: { 'application/json': Consents } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/shop-settings': {
    /** Read the settings of the shop */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ShopSettings } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Change the settings of the shop */
    patch: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': ChangeShopSettings } }; responses: { 200: { headers: {}; content: { 'application/json': ShopSettings } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/shop-settings/secrets': {
    /** Make a secret for handing over sign-ins */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': RotateSecret } }; responses: { 201: { headers: {}; content: { 'application/json': NewHandoverSecret } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/mail-settings': {
    /** Read the mail settings */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MailSettings } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Change the mail settings */
    patch: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': ChangeMailSettings } }; responses: { 200: { headers: {}; content: { 'application/json': MailSettings } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/mail-settings/tests': {
    /** Send a test mail */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': TestMail } }; responses: { 200: { headers: {}; content: { 'application/json': MailTested } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/mails': {
    /** List mails */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MailPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/mails/{mail}': {
    /** Read a mail */
    get: { parameters: { query?: never; header?: never; path: { mail: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Mail } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/messages': {
    /** List the mails on what happens to members */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Messages } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/messages/{kind}': {
    /** Read one of the mails on what happens to members */
    get: { parameters: { query?: never; header?: never; path: { kind: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Message } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Switch one of the mails on what happens to members */
    patch: { parameters: { query?: never; header?: never; path: { kind: string } }; requestBody?: { content: { 'application/json': ChangeMessage } }; responses: { 200: { headers: {}; content: { 'application/json': Message } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/messages/{kind}/texts/{language}': {
    /** Read the text of a mail */
    get: { parameters: { query?: never; header?: never; path: { kind: string; language: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MessageText } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Write the text of a mail */
    patch: { parameters: { query?: never; header?: never; path: { kind: string; language: string } }; requestBody: { content: { 'application/json': ChangeMessageText } }; responses: { 200: { headers: {}; content: { 'application/json': MessageText } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Take back the text of a mail */
    delete: { parameters: { query?: never; header?: never; path: { kind: string; language: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MessageText } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/messages/{kind}/previews': {
    /** Preview a mail */
    post: { parameters: { query?: never; header?: never; path: { kind: string } }; requestBody: { content: { 'application/json': PreviewMessage } }; responses: { 200: { headers: {}; content: { 'application/json': MessagePreview } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/messages/{kind}/tests': {
    /** Send a mail to try it */
    post: { parameters: { query?: never; header?: never; path: { kind: string } }; requestBody: { content: { 'application/json': TryMessage } }; responses: { 200: { headers: {}; content: { 'application/json': MailTested } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/members/{member}/mails': {
    /** List the mails to a member */
    get: { parameters: { query?: never; header?: never; path: { member: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': MemberMails } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/keys': {
    /** List API keys */
    get: { parameters: { query?: { after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': KeyPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Make an API key */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': CreateKey } }; responses: { 201: { headers: {}; content: { 'application/json': NewApiKey } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/keys/{key}/rotations': {
    /** Replace an API key */
    post: { parameters: { query?: never; header?: never; path: { key: string } }; requestBody?: { content: { 'application/json': RotateKey } }; responses: { 201: { headers: {}; content: { 'application/json': NewApiKey } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/keys/{key}': {
    /** Revoke an API key */
    delete: { parameters: { query?: never; header?: never; path: { key: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ApiKey } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/sessions': {
    /** Sign in as staff */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': SignIn } }; responses: { 200: { headers: {}; content: { 'application/json': SignInState } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List my sessions */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': StaffSessions } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** End all my other sessions */
    delete: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Done } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/sessions/second-factor': {
    /** Show the second factor of a sign-in */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': ShowSecondFactor } }; responses: { 200: { headers: {}; content: { 'application/json': SignInState } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/sessions/passkey-options': {
    /** Begin to sign in with a passkey */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': {  } } }; responses: { 201: { headers: {}; content: { 'application/json': PasskeyOptions } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/sessions/passkey': {
    /** Sign in with a passkey */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': ShowPasskey } }; responses: { 200: { headers: {}; content: { 'application/json': SignInState } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/sessions/current': {
    /** Sign out */
    delete: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Done } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/password-resets': {
    /** Set a password by a link */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': ResetPassword } }; responses: { 200: { headers: {}; content: { 'application/json': Done } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/sessions/{session}': {
    /** End one of my sessions */
    delete: { parameters: { query?: never; header?: never; path: { session: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Done } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/me': {
    /** Change my name or language */
    patch: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': ChangeMe } }; responses: { 200: { headers: {}; content: { 'application/json': Done } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Read who I am */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Me } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/password': {
    /** Change my password */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': ChangePassword } }; responses: { 200: { headers: {}; content: { 'application/json': Done } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/totp': {
    /** Begin to enrol an authenticator app */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': ShowPassword } }; responses: { 201: { headers: {}; content: { 'application/json': NewTotp } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/totp/confirmations': {
    /** Enrol an authenticator app */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': ConfirmTotp } }; responses: { 201: { headers: {}; content: { 'application/json': RecoveryCodes } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/totp/removals': {
    /** Take my authenticator app away */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': ShowPassword } }; responses: { 200: { headers: {}; content: { 'application/json': Done } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/recovery-codes': {
    /** Replace my recovery codes */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': ShowPassword } }; responses: { 201: { headers: {}; content: { 'application/json': RecoveryCodes } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/passkeys': {
    /** List my passkeys */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Passkeys } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Enrol a passkey */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': AddPasskey } }; responses: { 201: { headers: {}; content: { 'application/json': RecoveryCodes } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/passkeys/options': {
    /** Begin to enrol a passkey */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody?: { content: { 'application/json': {  } } }; responses: { 201: { headers: {}; content: { 'application/json': PasskeyOptions } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/passkeys/{passkey}/removals': {
    /** Take a passkey away */
    post: { parameters: { query?: never; header?: never; path: { passkey: string } }; requestBody: { content: { 'application/json': RemovePasskey } }; responses: { 200: { headers: {}; content: { 'application/json': Done } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/owner': {
    /** Become the owner by the link of the terminal */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': BecomeOwner } }; responses: { 201: { headers: {}; content: { 'application/json': Accepted } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/acceptances': {
    /** Accept an invitation */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': AcceptInvitation } }; responses: { 201: { headers: {}; content: { 'application/json': Accepted } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/staff/invitation-views': {
    /** Look at an invitation */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': ShowInvitation } }; responses: { 200: { headers: {}; content: { 'application/json': InvitationShown } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/stores': {
    /** List my stores */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Stores } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Make a store */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': CreateStore } }; responses: { 201: { headers: {}; content: { 'application/json': StaffStore } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/store': {
    /** Read what the store is called */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': StaffStore } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Rename the store */
    patch: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': RenameStore } }; responses: { 200: { headers: {}; content: { 'application/json': StaffStore } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/seats': {
    /** List seats */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Seats } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/seats/{seat}': {
    /** Read a seat */
    get: { parameters: { query?: never; header?: never; path: { seat: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Seat } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Give a seat another role */
    patch: { parameters: { query?: never; header?: never; path: { seat: string } }; requestBody: { content: { 'application/json': ChangeSeat } }; responses: { 200: { headers: {}; content: { 'application/json': Seat } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Take a seat away */
    delete: { parameters: { query?: never; header?: never; path: { seat: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Seat } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/seats/{seat}/password-links': {
    /** Make a link for a new password */
    post: { parameters: { query?: never; header?: never; path: { seat: string } }; requestBody?: { content: { 'application/json': {  } } }; responses: { 201: { headers: {}; content: { 'application/json': Link } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/seats/{seat}/password-mails': {
    /** Mail a link for a new password */
    post: { parameters: { query?: never; header?: never; path: { seat: string } }; requestBody?: { content: { 'application/json': {  } } }; responses: { 201: { headers: {}; content: { 'application/json': LinkMailed } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/seats/{seat}/second-factor-resets': {
    /** Reset a lost second factor */
    post: { parameters: { query?: never; header?: never; path: { seat: string } }; requestBody: { content: { 'application/json': ResetSecondFactor } }; responses: { 201: { headers: {}; content: { 'application/json': Seat } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/invitations': {
    /** Invite somebody to a seat */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': Invite } }; responses: { 201: { headers: {}; content: { 'application/json': InvitationMade } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** List open invitations */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Invitations } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/invitations/{invitation}': {
    /** Take an invitation back */
    delete: { parameters: { query?: never; header?: never; path: { invitation: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Done } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/roles': {
    /** List roles */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Roles } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Make a role of the store */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': CreateRole } }; responses: { 201: { headers: {}; content: { 'application/json': Role } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/roles/{role}': {
    /** Read a role */
    get: { parameters: { query?: never; header?: never; path: { role: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Role } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Change a role */
    patch: { parameters: { query?: never; header?: never; path: { role: string } }; requestBody?: { content: { 'application/json': ChangeRole } }; responses: { 200: { headers: {}; content: { 'application/json': Role } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Take a role away */
    delete: { parameters: { query?: never; header?: never; path: { role: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Role } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/permissions': {
    /** List permissions */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': PermissionGrid } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/audit': {
    /** List the audit */
    get: { parameters: { query?: { actor?: string; deed?: string; member?: string; from?: string; until?: string; subject?: string; after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': AuditPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/audit/choices': {
    /** List who stands in the audit, and with which deeds */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': AuditChoices } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/audit/export': {
    /** Export the audit */
    get: { parameters: { query?: { actor?: string; deed?: string; member?: string; from?: string; until?: string; subject?: string }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'text/csv': string } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/approvals': {
    /** List what waits for approval */
    get: { parameters: { query?: { status?: "waiting" | "granted" | "refused" | "withdrawn"; after?: string; limit?: number }; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ApprovalPage } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/approvals/{approval}/grants': {
    /** Grant what a colleague asked for */
    post: { parameters: { query?: never; header?: never; path: { approval: string } }; requestBody?: { content: { 'application/json': Decision } }; responses: { 201: { headers: {}; content: { 'application/json': Approval } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/approvals/{approval}/refusals': {
    /** Refuse what a colleague asked for */
    post: { parameters: { query?: never; header?: never; path: { approval: string } }; requestBody?: { content: { 'application/json': Decision } }; responses: { 201: { headers: {}; content: { 'application/json': Approval } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/approvals/{approval}': {
    /** Withdraw what one asked for */
    delete: { parameters: { query?: never; header?: never; path: { approval: string } }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': Approval } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
  '/api/v1/approval-limit': {
    /** Read above how many points nobody acts alone */
    get: { parameters: { query?: never; header?: never; path?: never }; requestBody?: never; responses: { 200: { headers: {}; content: { 'application/json': ApprovalLimit } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
    /** Say above how many points nobody acts alone */
    post: { parameters: { query?: never; header?: never; path?: never }; requestBody: { content: { 'application/json': ApprovalLimit } }; responses: { 201: { headers: {}; content: { 'application/json': ApprovalLimit } }; default: { headers: {}; content: { 'application/problem+json': Problem } } } }
  }
}
