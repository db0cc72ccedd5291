using System.Globalization;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Reads the terms of a cancellation of one offer: a restriction, a payment rule, or the steps that brokers list as coverages.
/// </summary>
internal struct CancellationReader(DateTime pickUpAt)
{
    private const int MaxOffset = 999;

    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"];

    private bool? isFree;
    private DateTime? ruleUntil;
    private Amount ruleFee;
    private DateTime? freeUntil;
    private (DateTime From, Amount Fee)? nextStep;

    /// <summary>Gets a value indicating whether a booking can be canceled without a fee, or null if unknown.</summary>
    public readonly bool? IsFree => isFree ?? (freeUntil is not null ? true : nextStep is not null ? false : null);

    /// <summary>Reads CancellationPenaltyInd.</summary>
    public void ReadPenalty(ReadOnlySpan<char> text) => isFree = !LenientParser.ParseBoolean(text) ?? isFree;

    /// <summary>Reads a PaymentRule of RuleType 1 (cancel).</summary>
    public void ReadRule(ElementReader xml, in Amount fee)
    {
        AddFee(fee);
        ruleUntil ??= ParseTime(xml.GetAttribute("AbsoluteDeadline")) ?? ParseTime(xml.GetAttribute("DateTime")) ?? GetOffset(xml);
    }

    /// <summary>Adds the fee of a cancellation.</summary>
    public void AddFee(in Amount fee) => ruleFee = ruleFee.Value is null ? fee : ruleFee;

    /// <summary>Adds a step: what a cancellation costs in a period.</summary>
    public void AddPeriod(string? period, in Amount fee)
    {
        if (period?.Split('_') is not [var start, var end] || ParseTime(start) is not { } from || ParseTime(end) is not { } to
            || fee.Value is not { } amount)
        {
            return;
        }

        if (amount == 0)
        {
            freeUntil = freeUntil > to ? freeUntil : to;
        }
        else if (nextStep is not { } step || from < step.From)
        {
            nextStep = (from, fee);
        }
    }

    /// <summary>Returns the local time until which a cancellation is free, or null if unknown.</summary>
    public readonly DateTime? GetFreeUntil() => IsFree is false ? null : freeUntil ?? ruleUntil;

    /// <summary>Returns the fee of a cancellation, of the first step after the free one.</summary>
    public readonly Amount GetFee() => nextStep?.Fee ?? ruleFee;

    private readonly DateTime? GetOffset(ElementReader xml)
    {
        if (xml.GetAttribute("OffsetDropTime") is not (null or "BeforeArrival")
            || LenientParser.ParseCode(xml.GetAttribute("OffsetUnitMultiplier")) is not (<= MaxOffset and var count))
        {
            return null;
        }

        return xml.GetAttribute("OffsetTimeUnit") switch
        {
            "Hour" => pickUpAt.AddHours(-count),
            "Day" => pickUpAt.AddDays(-count),
            "Week" => pickUpAt.AddDays(-7 * count),
            _ => null,
        };
    }

    /// <summary>Parses a local date or time. An offset is ignored, as that of the pick-up is unknown.</summary>
    private static DateTime? ParseTime(string? text)
    {
        var time = text.AsSpan().Trim();
        return DateTime.TryParseExact(
            time.Length > 19 ? time[..19] : time, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var result)
            ? result
            : null;
    }
}
