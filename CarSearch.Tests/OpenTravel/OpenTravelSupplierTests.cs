using System.Net;
using System.Text;
using CarSearch.OpenTravel;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using static CarSearch.Tests.OpenTravel.FakeSupplier;

namespace CarSearch.Tests.OpenTravel;

public sealed class OpenTravelSupplierTests : IDisposable
{
    private const string Closed = """<Errors><Error Type="3" Code="667" ShortText="Station closed"/></Errors>""";
    private readonly FakeSupplier supplier = new();

    public void Dispose() => supplier.Dispose();

    [Fact]
    public async Task An_airport_is_requested_by_its_code()
    {
        var response = await supplier.For("JFK", Vehicles(("1", 100), ("2", 0))).SearchAsync(SampleRequests.Weekend);
        Assert.Equal([new("JFK", "JFK", "0123456789abcdef")], supplier.Requests);
        Assert.Equal(("1", 1, null), (Assert.Single(response.Offers).Reference, response.Dropped, response.Missing));
    }

    [Fact]
    public async Task A_city_is_requested_airport_by_airport_and_the_responses_are_merged()
    {
        supplier.For("JFK", Vehicles(("j1", 100), ("j2", 0))).For("EWR", Vehicles()).For("LGA", Vehicles(("l1", 90), ("l2", 0)));
        var response = await supplier.SearchAsync(NewYork());
        Assert.Equal([new("EWR", "EWR", "0123456789abcdef-EWR"), new("JFK", "JFK", "0123456789abcdef-JFK"),
            new("LGA", "LGA", "0123456789abcdef-LGA")], supplier.Requests);
        Assert.Equal([("j1", "JFK"), ("l1", "LGA")], response.Offers.Select(offer => (offer.Reference, offer.PickUp.Place)));
        Assert.Equal((2, null), (response.Dropped, response.Missing));
    }

    [Fact]
    public async Task A_one_way_rental_is_returned_to_the_largest_airport()
    {
        supplier.For("JFK", Vehicles()).For("EWR", Vehicles()).For("LGA", Vehicles());
        await supplier.SearchAsync(NewYork("WAS", "IAD", "LGA", "DCA"));
        Assert.Equal([("EWR", "IAD"), ("JFK", "IAD"), ("LGA", "LGA")], supplier.Requests.Select(request => (request.From, request.To)));
    }

    [Fact]
    public async Task A_city_is_one_request_if_configured()
    {
        var response = await supplier.For("NYC", Vehicles(("1", 100))).SearchAsync(NewYork(), options => options.Cities = Cities.City);
        Assert.Equal([new("NYC", "NYC", "0123456789abcdef")], supplier.Requests);
        Assert.Equal(new OfferStation("NYC", "New York", null), Assert.Single(response.Offers).PickUp);
    }

    [Fact]
    public async Task The_airports_around_a_position_are_a_request_each_also_then()
    {
        var request = NewYork();
        var around = request.PickUp with { Place = "LGA", Near = new(40.758, -73.9855, 25) };
        supplier.For("JFK", Vehicles()).For("EWR", Vehicles()).For("LGA", Vehicles());
        await supplier.SearchAsync(
            request with { PickUp = around, DropOff = around }, options => options.Cities = Cities.City);
        Assert.Equal([("EWR", "EWR"), ("JFK", "JFK"), ("LGA", "LGA")], supplier.Requests.Select(one => (one.From, one.To)));
    }

    [Fact]
    public async Task A_failed_airport_is_reported_beside_the_offers_of_the_others()
    {
        supplier.For("JFK", Closed).For("EWR", Vehicles(("e1", 100))).For("LGA", () => new(HttpStatusCode.BadRequest));
        var response = await supplier.SearchAsync(NewYork());
        Assert.Equal("e1", Assert.Single(response.Offers).Reference);
        Assert.Equal("JFK: Northway rejected the request: Station closed (OTA error 667). LGA: Northway rejected the request (HTTP 400).",
            response.Missing);
        supplier.Log.AssertContains("Supplier Northway failed for JFK in search 0123456789abcdef-JFK");
    }

    [Fact]
    public async Task The_supplier_fails_if_all_airports_fail()
    {
        supplier.For("JFK", Closed).For("EWR", () => new(HttpStatusCode.BadRequest)).For("LGA", () => new(HttpStatusCode.BadRequest));
        var failure = await Assert.ThrowsAsync<SupplierException>(() => supplier.SearchAsync(NewYork()));
        Assert.Equal(("Northway rejected the request: Station closed (OTA error 667).", false), (failure.Message, failure.IsTransient));
    }

    [Fact]
    public async Task Errors_beside_offers_are_reported_with_them()
    {
        var response = await supplier.For(
            "JFK", """<Errors><Error Type="12" Code="863">One vendor did not respond</Error></Errors>""" + Vehicles(("1", 100)))
            .SearchAsync(SampleRequests.Weekend);
        Assert.Single(response.Offers);
        Assert.Equal("Northway reported an error beside its offers: One vendor did not respond (OTA error 863).", response.Missing);
    }

    [Fact]
    public async Task No_availability_is_a_success()
    {
        var response = await supplier.For("JFK", """<Errors><Error Type="3" Code="322">Sold out</Error></Errors>""")
            .SearchAsync(SampleRequests.Weekend);
        Assert.Empty(response.Offers);
        supplier.Log.AssertContains("Supplier Northway reported in search 0123456789abcdef: Sold out (OTA error 322)");
    }

    [Fact]
    public async Task Credentials_repeated_by_a_supplier_are_redacted_in_messages_and_logs()
    {
        supplier.For("JFK",
            """<Errors><Error Type="4" Code="497">Password hunter2 of CS-4711 is wrong for /avail?tenant=s3cr3t-path</Error></Errors>""");
        var failure = await Assert.ThrowsAsync<SupplierException>(() => supplier.SearchAsync(SampleRequests.Weekend));
        Assert.Equal("Northway rejected the credentials: Password *** of *** is wrong for /avail?*** (OTA error 497).", failure.Message);
        supplier.Log.AssertNone("hunter2", "CS-4711", "s3cr3t-path");
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Reference ID=\"hunter2\"/>")]
    [InlineData("<Reference ID=\"1\" URL=\"https://book.example/?u=CS-4711&amp;p=hunter2\"/>")]
    [InlineData("<Reference ID=\"1\" URL=\"https://book.example/?auth=Q1MtNDcxMTpodW50ZXIy\"/>")]
    [InlineData("<Vendor>HUNTER2</Vendor>")]
    public async Task An_offer_that_contains_the_password_is_dropped(string part)
    {
        var offers = Vehicles(("7", 100), ("8", 100));
        var response = await supplier.For("JFK", offers.Replace("<Reference Type=\"16\" ID=\"7\"/>", part, StringComparison.Ordinal))
            .SearchAsync(SampleRequests.Weekend);
        Assert.Equal(("8", 1), (Assert.Single(response.Offers).Reference, response.Dropped));
    }

    [Fact]
    public async Task An_offer_may_contain_the_partners_number()
    {
        var offers = Vehicles(("CS-4711-7", 100));
        Assert.Equal("CS-4711-7", Assert.Single((await supplier.For("JFK", offers).SearchAsync(SampleRequests.Weekend)).Offers).Reference);
    }

    [Fact]
    public async Task A_warning_is_logged_without_secrets()
    {
        await supplier.For(
            "JFK", """<Success/><Warnings><Warning Type="1" ShortText="Account CS-4711 expires"/></Warnings><VehAvailRSCore/>""")
            .SearchAsync(SampleRequests.Weekend);
        supplier.Log.AssertContains("Account *** expires (OTA error without a code)");
    }

    [Theory]
    [InlineData("iso-8859-1", "<Vendor>Müller</Vendor>", "Müller")]
    [InlineData("windows-1252", "<Vendor>Müller €</Vendor>", "Müller €")]
    public async Task The_charset_of_the_media_type_is_used(string charset, string vendor, string read)
    {
        var vehicles = Vehicles(("1", 100)).Replace("<VehAvails>", vendor + "<VehAvails>", StringComparison.Ordinal);
        var message = $"<OTA_VehAvailRateRS>{vehicles}</OTA_VehAvailRateRS>";
        supplier.For("JFK", () => new(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(CodePagesEncodingProvider.Instance.GetEncoding(charset)?.GetBytes(message)
                ?? Encoding.GetEncoding(charset).GetBytes(message))
            {
                Headers = { ContentType = new("text/xml", charset) },
            },
        });
        Assert.Equal(read, Assert.Single((await supplier.SearchAsync(SampleRequests.Weekend)).Offers).Vendor);
    }

    [Fact]
    public async Task A_wrong_charset_is_reported()
    {
        supplier.For("JFK", () => new(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(Encoding.Latin1.GetBytes(
                "<OTA_VehAvailRateRS>Müller</OTA_VehAvailRateRS>")) { Headers = { ContentType = new("text/xml", "utf-8") } },
        });
        var failure = await Assert.ThrowsAsync<SupplierException>(() => supplier.SearchAsync(SampleRequests.Weekend));
        Assert.Equal("Northway's response is not encoded in its declared charset, utf-8.", failure.Message);
    }

    [Theory]
    [InlineData("fedcba9876543210-JFK")]
    [InlineData("0123456789abcdef-LGA")]
    public async Task A_response_for_another_search_is_rejected(string echo)
    {
        supplier.For("JFK", Echoing(echo)).For("EWR", Vehicles(("e1", 100))).For("LGA", Vehicles());
        var response = await supplier.SearchAsync(NewYork());
        Assert.Equal("e1", Assert.Single(response.Offers).Reference);
        Assert.Equal("JFK: Northway's response is for another search: its EchoToken differs from that of the request.", response.Missing);
    }

    [Theory]
    [InlineData("0123456789abcdef-JFK")]
    [InlineData("")]
    [InlineData("fedcba9876543210")]
    public async Task Any_other_EchoToken_is_accepted(string echo)
    {
        supplier.For("JFK", Echoing(echo)).For("EWR", Vehicles()).For("LGA", Vehicles());
        Assert.Single((await supplier.SearchAsync(NewYork())).Offers);
    }

    private static Func<HttpResponseMessage> Echoing(string token) => () => new(HttpStatusCode.OK)
    {
        Content = new StringContent(
            $"<OTA_VehAvailRateRS EchoToken=\"{token}\">{Vehicles(("1", 100))}</OTA_VehAvailRateRS>", Encoding.UTF8, "text/xml"),
    };

    [Fact]
    public async Task A_search_can_be_canceled()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => supplier.SearchAsync(NewYork(), cancellationToken: stop.Token));
    }
}
