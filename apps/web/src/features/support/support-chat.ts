import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { supportQuery } from './api/get-support.js';

const WIDGET = 'https://code.jivosite.com/widget/';
const CALM_AFTER_MS = 3_000;

/** JivoSite's chat, where the operator has set it up. It comes when the page has long been there, so it delays nothing. */
export function SupportChat(): null {
  const [calm, setCalm] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(true), CALM_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const widgetId = useQuery({ ...supportQuery(), enabled: calm }).data?.chatWidgetId;
  useEffect(() => {
    if (!widgetId) return;
    const script = document.createElement('script');
    script.src = WIDGET + encodeURIComponent(widgetId);
    script.async = true;
    document.head.append(script);
  }, [widgetId]);
  return null;
}
