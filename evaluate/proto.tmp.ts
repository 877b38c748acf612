import { topics } from './topics.ts'
import { professions } from './professions.ts'
import { memories } from './talk.ts'
import { embedAll } from './embed.ts'
import { dot } from '../src/engine/index.ts'
const P = {
 need: ['I am looking for somebody who can help me.','I need help with this.','We need advice and support.','I want to find a partner.','I would like to learn how to do it.','Who can show me?','I have a problem and do not know how to solve it.','We are searching for an expert.','I am seeking funding.','I hope to meet people who can teach me.','My wish is to get better at it.', 'We are missing somebody for this.','It is broken and I want it fixed.'],
 offer: ['I can help you with this.','I offer my help and experience.','I teach others how to do it.','I am an expert in this field.','I have many years of experience.','I build and repair things for people.','I am happy to share what I know.','I advise companies and founders.','I provide this service.','I coach and mentor people.','Ask me anything about it.','I can introduce you to people.'],
 background: ['I was born in a small town.','I live with my family.','I studied at the university.','I have worked there since 2015.','My hobby is reading.','The company was founded ten years ago.','I like long walks.','I grew up abroad.','It was a sunny day.','I moved here last year.'],
}
const items = [...Object.values(topics).flatMap(t => [...t.needs.map(x => ['need', x]), ...t.offers.map(x => ['offer', x])]), ...professions.map(p => ['background', p.background]), ...memories.needs.map(x => ['background', x]), ...memories.offers.map(x=>['background',x])] as [string,string][]
const v = await embedAll([...items.map(i => i[1]), ...Object.values(P).flat()])
const kinds = ['need','offer','background'] as const
function score(x: Float32Array, k: number) { return Object.fromEntries(kinds.map(kind => { const s = P[kind].map(p => dot(x, v.get(p)!)).sort((a,b)=>b-a).slice(0,k); return [kind, s.reduce((a,b)=>a+b,0)/s.length] })) as Record<string,number> }
for (const k of [1,2,3,5,10]) {
  const conf: any = {}
  let no=0, noOk=0
  for (const [truth, text] of items) { const s = score(v.get(text)!, k); const pred = kinds.reduce((a,b)=> s[b]!>s[a]!?b:a); (conf[truth] ??= {})[pred] = (conf[truth][pred] ?? 0)+1
    if (truth!=='background'){no++; if((s.need!>s.offer!)===(truth==='need'))noOk++} }
  console.log(k, JSON.stringify(conf), 'need/offer acc', (noOk/no).toFixed(3))
}
// centroid with mean removal
const all = [...v.values()]; 
