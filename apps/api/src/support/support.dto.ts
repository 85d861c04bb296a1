export class SupportDto {
  /** Id of the JivoSite widget; null where there is no chat. */
  chatWidgetId: string | null;
}
