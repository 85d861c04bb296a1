/** The look of the shop: light, rounded, one column on a telephone. */
export const SHOP_STYLE = `
:root{--ink:#1a1d21;--soft:#6b7480;--line:#e5e8ec;--paper:#fff;--ground:#f2f4f7;--accent:#2667d9}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.45 -apple-system,"Segoe UI",Roboto,"DejaVu Sans",Arial,sans-serif}
a{color:inherit;text-decoration:none}
.page{max-width:1120px;margin:0 auto;padding:0 16px 48px}
.cover{background:linear-gradient(120deg,#2667d9,#5b8def 60%,#8fb4ff);height:128px}
.head{display:flex;align-items:center;gap:16px;background:var(--paper);border-radius:16px;margin-top:-44px;padding:16px 20px;box-shadow:0 2px 12px rgba(20,30,50,.07)}
.logo{flex:none;width:64px;height:64px;border-radius:50%;background:#e3ecfd;color:var(--accent);display:grid;place-items:center;font-size:28px;font-weight:700}
.head h1{margin:0;font-size:22px}
.head p{margin:2px 0 0;color:var(--soft)}
.closed{background:#fff4e0;border:1px solid #f3d9a5;border-radius:12px;padding:12px 16px;margin-top:16px}
.tabs{display:flex;gap:8px;overflow-x:auto;padding:16px 0 4px;scrollbar-width:thin}
.tabs a{flex:none;background:var(--paper);border:1px solid var(--line);border-radius:999px;padding:6px 14px;color:#2c3440}
.tabs a:hover{border-color:var(--accent);color:var(--accent)}
.tabs span{color:var(--soft);margin-left:6px}
section{margin-top:22px;scroll-margin-top:12px}
.title{display:flex;align-items:baseline;gap:10px;margin:0 0 12px}
.title h2{margin:0;font-size:19px}
.title span{color:var(--soft)}
.title a{margin-left:auto;color:var(--accent)}
.grid{display:grid;gap:14px;grid-template-columns:repeat(auto-fill,minmax(186px,1fr))}
.card{display:flex;flex-direction:column;background:var(--paper);border-radius:14px;overflow:hidden;box-shadow:0 1px 3px rgba(20,30,50,.06);transition:box-shadow .15s,transform .15s}
.card:hover{box-shadow:0 6px 20px rgba(20,30,50,.13);transform:translateY(-2px)}
.photo{aspect-ratio:1;background:#eef1f5;position:relative}
.photo img{width:100%;height:100%;object-fit:cover;display:block}
.none{display:grid;place-items:center;height:100%;color:#9aa4b1}
.badge{position:absolute;left:8px;bottom:8px;background:rgba(26,29,33,.78);color:#fff;border-radius:8px;padding:3px 9px;font-size:12.5px}
.gone .photo img{filter:grayscale(1);opacity:.55}
.text{padding:10px 12px 14px;display:flex;flex-direction:column;gap:4px}
.price{font-weight:700;font-size:17px}
.price s{font-weight:400;font-size:13.5px;color:var(--soft);margin-left:6px}
.gone .price{color:var(--soft)}
.name{overflow:hidden;display:-webkit-box;-webkit-line-clamp:3;-webkit-box-orient:vertical;overflow-wrap:anywhere}
.left{color:var(--soft);font-size:13px}
.empty{background:var(--paper);border-radius:14px;padding:36px 20px;text-align:center;color:var(--soft)}
.grid .empty{grid-column:1/-1}
.fresh{animation:fresh 1.8s ease-out}
@keyframes fresh{from{box-shadow:0 0 0 3px #7da7f5}to{box-shadow:0 1px 3px rgba(20,30,50,.06)}}
.back{display:inline-block;color:var(--accent);padding:18px 0}
.item{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:28px;background:var(--paper);border-radius:16px;padding:20px}
.item .photo{border-radius:12px;overflow:hidden}
.item h1{margin:0 0 8px;font-size:22px;overflow-wrap:anywhere}
.item .price{font-size:26px}
.item .about{white-space:pre-wrap;overflow-wrap:anywhere;margin:16px 0}
.state{display:inline-block;border-radius:8px;padding:4px 10px;background:#e5f5e9;color:#1f7a3a;margin-top:8px}
.state.no{background:#f1f2f4;color:var(--soft)}
.buy{display:inline-block;background:var(--accent);color:#fff;border-radius:10px;padding:10px 18px}
.small{display:flex;gap:8px;margin-top:8px}
.small img{width:72px;height:72px;object-fit:cover;border-radius:8px}
@media(max-width:720px){.item{grid-template-columns:1fr}.grid{grid-template-columns:repeat(2,1fr);gap:10px}.cover{height:88px}}
@media(prefers-reduced-motion:reduce){.card,.fresh{transition:none;animation:none}}
`;
