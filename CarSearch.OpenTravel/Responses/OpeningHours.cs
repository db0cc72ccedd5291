using System.Globalization;
using System.Text;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads elements OperationSchedule and OperationTime, and formats them in the notation of OpenStreetMap.</summary>
/// <param name="date">The date of the pick-up or return. Schedules of other seasons are not used.</param>
internal sealed class OpeningHours(DateTime date)
{
    private const int MaxTimes = 8;
    private const int MaxTextLength = 200;
    private const int MinutesPerDay = 24 * 60;

    private static readonly string[] Names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

    private readonly SortedSet<string>[] days = [.. Names.Select(_ => new SortedSet<string>(StringComparer.Ordinal))];
    private bool isOtherSeason;
    private string? text;

    /// <summary>Reads element OperationSchedule, whose Start and End are dates, or times of every day.</summary>
    public void ReadSchedule(ElementReader xml)
    {
        var (start, end) = (xml.GetAttribute("Start"), xml.GetAttribute("End"));
        isOtherSeason = date.Date < LenientParser.ParseDate(start) || date.Date > LenientParser.ParseDate(end);
        Add(start, end, ~0);
    }

    /// <summary>Reads element OperationTime. Without days, it applies to all.</summary>
    public void ReadTime(ElementReader xml)
    {
        if (isOtherSeason)
        {
            return;
        }

        text ??= LenientParser.ToSingleLine(xml.GetAttribute("Text"), MaxTextLength);
        var (selected, hasDays) = (0, false);
        string? start = null, end = null;
        while (xml.MoveToNextAttribute())
        {
            var day = xml.Name switch
            {
                "Mon" => 0, "Tue" => 1, "Weds" or "Wed" => 2, "Thur" or "Thu" => 3, "Fri" => 4, "Sat" => 5, "Sun" => 6, _ => -1,
            };
            hasDays |= day >= 0;
            selected |= day >= 0 && LenientParser.ParseBoolean(xml.Value) is true ? 1 << day : 0;
            start = xml.Name is "Start" ? xml.Text : start;
            end = xml.Name is "End" ? xml.Text : end;
        }

        Add(start, end, hasDays ? selected : ~0);
    }

    /// <summary>Returns the opening hours, else the text of the supplier, or null if they are unknown.</summary>
    public string? Format()
    {
        if (days.All(day => day.Count == 0))
        {
            return text;
        }

        if (days.All(day => day.Contains("00:00-24:00")))
        {
            return "24/7";
        }

        var result = new StringBuilder();
        for (var first = 0; first < days.Length;)
        {
            var next = first + 1;
            while (next < days.Length && days[next].SetEquals(days[first]))
            {
                next++;
            }

            if (days[first].Count > 0)
            {
                result.Append(result.Length > 0 ? "; " : "").Append(Names[first]);
                if (next - first > 1)
                {
                    result.Append('-').Append(Names[next - 1]);
                }

                result.Append(' ').AppendJoin(',', days[first]);
            }

            first = next;
        }

        return result.Length <= MaxTextLength ? result.ToString() : text;
    }

    private void Add(string? startText, string? endText, int selected)
    {
        if (isOtherSeason || ParseMinutes(startText) is not { } start || ParseMinutes(endText) is not { } end)
        {
            return;
        }

        // The last minute of a day is its end; a time until midnight or into the next day is written as it is.
        end = end is 0 or MinutesPerDay - 1 ? MinutesPerDay : end;
        var time = string.Create(CultureInfo.InvariantCulture, $"{start / 60:00}:{start % 60:00}-{end / 60:00}:{end % 60:00}");
        for (var day = 0; day < days.Length; day++)
        {
            if ((selected & (1 << day)) != 0 && start != end && days[day].Count < MaxTimes)
            {
                days[day].Add(time);
            }
        }
    }

    /// <summary>Parses a time, in minutes. Seconds and an offset are ignored: opening hours are local.</summary>
    private static int? ParseMinutes(string? text) =>
        text.AsSpan().Trim() is [var h1, var h2, ':', var m1, var m2, ..]
        && char.IsAsciiDigit(h1) && char.IsAsciiDigit(h2) && char.IsAsciiDigit(m1) && char.IsAsciiDigit(m2)
        && ((h1 - '0') * 600) + ((h2 - '0') * 60) + ((m1 - '0') * 10) + (m2 - '0') is <= MinutesPerDay and var minutes
        && m1 < '6' ? minutes : null;
}
