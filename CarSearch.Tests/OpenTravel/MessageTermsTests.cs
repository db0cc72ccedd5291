using static CarSearch.Tests.OpenTravel.OpenTravelMessages;
using static CarSearch.Tests.OpenTravel.TermsMessages;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The terms, picture and pick-up station of the first offer of the messages that have them.</summary>
public sealed class MessageTermsTests
{
    [Theory]
    [InlineData("broker-renamed-root-id-context-only", "BCN", "EUR",
        "deposit 900 EUR; covers CollisionDamageWaiver, TheftProtection; until 2026-12-02T00:00; fee 40 EUR; age 23",
        "\"Terminal 1\"",
        "https://cdn.wanderbroker.example/cars/MBMR.jpg")]
    [InlineData("broker-fees-22-23", "LHR", "GBP",
        "deposit 250 GBP; covers CollisionDamageWaiver; fuel FullToFull; fees Airport ? in, Tax ? in, Other 3 GBP in",
        "\"Northern Perimeter Road, GB\" | 51.481 -0.452 | InTerminal",
        "https://static.trekmate.example/car/7701441.png")]
    [InlineData("bare-net-with-estimate", "MAD", "EUR",
        "covers LossDamageWaiver, TheftProtection; fees Other ? in",
        "\"LLEGADAS, PLANTA 0, MADRID, 28042, ES\" | 34 910 000 117 | [Mo-Su 07:00-23:30] | InTerminal",
        null)]
    [InlineData("soap11-wrapped-discount-fee", "MCO", "USD",
        "fees Tax 13.59 USD in, Tax 23.23 USD in, Tax 41.76 USD in",
        "\"8100 Palmetto Way, Orlando, 32822, FL, US\" | ShuttleOffAirport",
        null)]
    [InlineData("soap11-foreign-root-namespace", "BOG", "COP",
        "fees Other 31244.812 COP in, Tax 65301.658 COP in",
        "\"Calle 26 # 99-12, Bogotá\" | 4.7016 -74.1469",
        "https://img.viajero-autos.example/grupos/C.png")]
    [InlineData("soap12-prefixed-ns1", "DXB", "AED",
        "covers CollisionDamageWaiver",
        "\"Arrivals Hall\" | InTerminal",
        "https://pictures.dunes-gateway.example/MBAR.gif")]
    [InlineData("empty-strings", "FCO", "EUR",
        "-",
        "-",
        "https://foto.stradasole.example/ECMR.png")]
    public async Task Are_read_as_expected(string file, string airport, string currency, string terms, string station, string? image)
    {
        var query = Query(airport, currency, days: file == "soap11-wrapped-discount-fee" ? 8 : 5);
        var availability = await TestReader.ReadAsync(Bytes(file), query);
        var offer = TestReader.GetServedOffers(availability, query, out _)[0];
        Assert.Equal((terms, station, image), (Format(offer.Terms), Format(offer.PickUp), offer.Image));
    }
}
