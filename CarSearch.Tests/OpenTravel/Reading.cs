using CarSearch.Cars;
using CarSearch.Offers;
using CarSearch.OpenTravel.Requests;
using CarSearch.OpenTravel.Responses;
using CarSearch.Places;
using CarSearch.Suppliers;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Reads messages as a supplier's answer is read, up to what a traveller sees of it.</summary>
internal static class Reading
{
    private static readonly CountryCatalog Countries = CountryCatalog.Load();

    public static CurrencyDecimals Decimals { get; } = code => Countries.FindCurrency(code)?.Decimals;

    /// <summary>Says what an answer of the supplier Beta comes to.</summary>
    public static AvailabilityOutcome Outcome { get; } = new("Beta", new(["CS-4711", "s3cr3t"]));

    public static Task<Availability> ReadAsync(byte[] answer, AvailabilityQuestion question, bool isGross = false, string? charset = null) =>
        ReadAsync(new MemoryStream(answer, writable: false), question, isGross, charset);

    public static async Task<Availability> ReadAsync(Stream answer, AvailabilityQuestion question, bool isGross = false, string? charset = null)
    {
        using var window = new AnswerWindow(answer, AvailabilityReader.MostBytes);
        return await AvailabilityReader.ReadAsync(window, charset, question, isGross, CancellationToken.None);
    }

    /// <summary>The offers of an answer that can be shown.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="dropped">How many more there were.</param>
    public static IReadOnlyList<SupplierOffer> Shown(Availability answer, AvailabilityQuestion question, out int dropped)
    {
        new OfferBlockBuilder("Beta", 8, question.Search.Days, Decimals).Build(new(answer.Offers, answer.Dropped), out dropped);

        // The builder keeps the first of several with one reference.
        return [.. answer.Offers.Where(offer => OfferCheck.IsUsable(offer, Decimals, out _)).DistinctBy(offer => offer.Reference)];
    }
}
