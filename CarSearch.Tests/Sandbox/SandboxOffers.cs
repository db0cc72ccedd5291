using System.Net;
using System.Text;
using System.Xml.Linq;
using CarSearch.Cars;
using CarSearch.OpenTravel.Responses;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Sandbox;

/// <summary>The offers of the sandbox.</summary>
internal static class SandboxOffers
{
    /// <summary>An offer with nothing that may be left out.</summary>
    public static SupplierOffer Bare => new()
    {
        Reference = "A1",
        Car = Acriss.Decode("ECMN"),
        Vehicle = "Fiat Panda or similar",
        PickUp = new("JFK", "Kennedy", null),
        DropOff = new("JFK", "Kennedy", null),
        Price = new() { Total = 100, Currency = "USD" },
    };

    /// <summary>Reads the offers of a response to <see cref="SandboxMessages.Weekend"/>, ordered by reference.</summary>
    public static async Task<IReadOnlyList<SupplierOffer>> ReadAsync(XElement message, string supplier = "Alderway")
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(message.ToString(), Encoding.UTF8, "application/xml"),
        };
        var read = await OpenTravelResponse.ReadAsync(response, supplier, SampleRequests.Weekend, [], CancellationToken.None);
        Assert.Equal(0, read.Dropped);
        return [.. read.Offers.OrderBy(offer => offer.Reference, StringComparer.Ordinal)];
    }
}
