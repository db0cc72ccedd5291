using System.Globalization;
using System.Text;
using CarSearch.OpenTravel.Responses;
using CarSearch.Suppliers;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Reads messages whose offers differ in their prices only.</summary>
internal static class PriceMessages
{
    /// <summary>Reads a message.</summary>
    /// <param name="offers">
    /// The price of each offer: its elements, and after a bar those outside the VehAvailCore, such as PricedCoverages.
    /// </param>
    /// <param name="currency">The requested currency.</param>
    /// <param name="driverAge">The driver's age.</param>
    /// <param name="isGross">Whether the supplier's RateTotalAmount includes all taxes and fees.</param>
    /// <param name="hasReferences">Whether the offers have references: their numbers from 0.</param>
    public static async Task<Availability> ReadAsync(
        IEnumerable<string> offers, string currency = "USD", int driverAge = 30, bool isGross = false, bool hasReferences = true)
    {
        var text = new StringBuilder("<OTA_VehAvailRateRS><Success/><VehAvailRSCore><VehVendorAvails><VehVendorAvail><VehAvails>");
        foreach (var (index, offer) in offers.Index())
        {
            var parts = offer.Split('|');
            var reference = hasReferences ? $"<Reference Type=\"16\" ID=\"{index}\"/>" : "";
            text.Append(CultureInfo.InvariantCulture, $"""
                <VehAvail><VehAvailCore Status="Available"><Vehicle Code="CDAR" CodeContext="SIPP"/>{parts[0]}{reference}</VehAvailCore>
                <VehAvailInfo>{parts.ElementAtOrDefault(1)}</VehAvailInfo></VehAvail>
                """);
        }

        text.Append("</VehAvails></VehVendorAvail></VehVendorAvails></VehAvailRSCore></OTA_VehAvailRateRS>");
        var query = OpenTravelMessages.Query("JFK", currency);
        query = query with { Search = query.Search with { DriverAge = driverAge } };
        return await TestReader.ReadAsync(Encoding.UTF8.GetBytes(text.ToString()), query, isGross);
    }

    /// <summary>Reads a message with one offer. Returns its price, or null if it is dropped.</summary>
    public static async Task<OfferPrice?> ReadPriceAsync(string offer, int driverAge = 30, bool isGross = false)
    {
        var availability = await ReadAsync([offer], driverAge: driverAge, isGross: isGross);
        Assert.Equal(1, availability.Offers.Count + availability.Dropped);
        return availability.Offers.SingleOrDefault()?.Price;
    }
}
