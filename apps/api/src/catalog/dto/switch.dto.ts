/** What was switched, and how it stands now. */
export class SwitchDto {
  id: string;
  enabled: boolean;
}
