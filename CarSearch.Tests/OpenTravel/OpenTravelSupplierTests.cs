using System.Net;
using System.Text;
using CarSearch.OpenTravel;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using static CarSearch.Tests.OpenTravel.FarOffice;

namespace CarSearch.Tests.OpenTravel;

public sealed class OpenTravelSupplierTests : IDisposable
{
    private const string Closed = """<Errors><Error Type="3" Code="667" ShortText="Station closed"/></Errors>""";
    private readonly FarOffice office = new();

    public void Dispose() => office.Dispose();

    [Fact]
    public async Task An_airport_is_asked_for_by_its_code()
    {
        var answer = await office.For("JFK", Vehicles(("1", 100), ("2", 0))).AskAsync(SampleRequests.Weekend);
        Assert.Equal([new("JFK", "JFK", "0123456789abcdef")], office.All);
        Assert.Equal(("1", 1, null), (Assert.Single(answer.Offers).Reference, answer.Dropped, answer.Missing));
    }

    [Fact]
    public async Task A_city_is_asked_for_airport_by_airport_and_the_answers_are_one()
    {
        office.For("JFK", Vehicles(("j1", 100), ("j2", 0))).For("EWR", Vehicles()).For("LGA", Vehicles(("l1", 90), ("l2", 0)));
        var answer = await office.AskAsync(NewYork());
        Assert.Equal([new("EWR", "EWR", "0123456789abcdef-EWR"), new("JFK", "JFK", "0123456789abcdef-JFK"), new("LGA", "LGA", "0123456789abcdef-LGA")], office.All);
        Assert.Equal([("j1", "JFK"), ("l1", "LGA")], answer.Offers.Select(offer => (offer.Reference, offer.PickUp.Place)));
        Assert.Equal((2, null), (answer.Dropped, answer.Missing));
    }

    [Fact]
    public async Task A_car_that_comes_back_elsewhere_comes_back_to_the_largest_airport()
    {
        office.For("JFK", Vehicles()).For("EWR", Vehicles()).For("LGA", Vehicles());
        await office.AskAsync(NewYork("WAS", "IAD", "LGA", "DCA"));
        Assert.Equal([("EWR", "IAD"), ("JFK", "IAD"), ("LGA", "LGA")], office.All.Select(asked => (asked.From, asked.To)));
    }

    [Fact]
    public async Task A_city_is_one_request_where_the_supplier_wants_it_so()
    {
        var answer = await office.For("NYC", Vehicles(("1", 100))).AskAsync(NewYork(), options => options.Cities = Cities.City);
        Assert.Equal([new("NYC", "NYC", "0123456789abcdef")], office.All);
        Assert.Equal(new OfferStation("NYC", "New York", null), Assert.Single(answer.Offers).PickUp);
    }

    [Fact]
    public async Task An_airport_that_fails_is_named_beside_the_offers_of_the_others()
    {
        office.For("JFK", Closed).For("EWR", Vehicles(("e1", 100))).For("LGA", () => new(HttpStatusCode.BadRequest));
        var answer = await office.AskAsync(NewYork());
        Assert.Equal("e1", Assert.Single(answer.Offers).Reference);
        Assert.Equal("JFK: Northway refused the request: Station closed (OTA error 667). LGA: Northway refused the request (HTTP 400).", answer.Missing);
        Assert.Contains(office.Log.All, line => line.Contains("Supplier Northway failed for JFK in search 0123456789abcdef-JFK", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_all_airports_fail_the_supplier_has_failed()
    {
        office.For("JFK", Closed).For("EWR", () => new(HttpStatusCode.BadRequest)).For("LGA", () => new(HttpStatusCode.BadRequest));
        var failure = await Assert.ThrowsAsync<SupplierException>(() => office.AskAsync(NewYork()));
        Assert.Equal(("Northway refused the request: Station closed (OTA error 667).", false), (failure.Message, failure.IsTransient));
    }

    [Fact]
    public async Task Errors_beside_offers_are_told_with_them()
    {
        var answer = await office.For("JFK", """<Errors><Error Type="12" Code="863">One vendor did not answer</Error></Errors>""" + Vehicles(("1", 100))).AskAsync(SampleRequests.Weekend);
        Assert.Single(answer.Offers);
        Assert.Equal("Northway reports beside its offers: One vendor did not answer (OTA error 863).", answer.Missing);
    }

    [Fact]
    public async Task That_there_are_no_cars_is_an_answer()
    {
        var answer = await office.For("JFK", """<Errors><Error Type="3" Code="322">Sold out</Error></Errors>""").AskAsync(SampleRequests.Weekend);
        Assert.Empty(answer.Offers);
        Assert.Contains(office.Log.All, line => line.Contains("Supplier Northway said in search 0123456789abcdef: Sold out (OTA error 322)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_supplier_repeats_of_the_credentials_is_hidden_in_reasons_and_logs()
    {
        office.For("JFK", """<Errors><Error Type="4" Code="497">Password hunter2 of CS-4711 is wrong for /avail?tenant=s3cr3t-path</Error></Errors>""");
        var failure = await Assert.ThrowsAsync<SupplierException>(() => office.AskAsync(SampleRequests.Weekend));
        Assert.Equal("Northway refuses the credentials that it was given: Password *** of *** is wrong for /avail?*** (OTA error 497).", failure.Message);
        Assert.All(["hunter2", "CS-4711", "s3cr3t-path"], secret => Assert.DoesNotContain(office.Log.All, line => line.Contains(secret, StringComparison.Ordinal)));
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Reference ID=\"hunter2\"/>")]
    [InlineData("<Reference ID=\"1\" URL=\"https://book.example/?u=CS-4711&amp;p=hunter2\"/>")]
    [InlineData("<Reference ID=\"1\" URL=\"https://book.example/?auth=Q1MtNDcxMTpodW50ZXIy\"/>")]
    [InlineData("<Vendor>HUNTER2</Vendor>")]
    public async Task An_offer_that_holds_the_password_is_dropped(string part)
    {
        var offers = Vehicles(("7", 100), ("8", 100));
        var answer = await office.For("JFK", offers.Replace("<Reference Type=\"16\" ID=\"7\"/>", part, StringComparison.Ordinal)).AskAsync(SampleRequests.Weekend);
        Assert.Equal(("8", 1), (Assert.Single(answer.Offers).Reference, answer.Dropped));
    }

    [Fact]
    public async Task An_offer_may_hold_the_partners_number()
    {
        var offers = Vehicles(("CS-4711-7", 100));
        Assert.Equal("CS-4711-7", Assert.Single((await office.For("JFK", offers).AskAsync(SampleRequests.Weekend)).Offers).Reference);
    }

    [Fact]
    public async Task A_warning_is_logged_without_what_is_secret()
    {
        await office.For("JFK", """<Success/><Warnings><Warning Type="1" ShortText="Account CS-4711 expires"/></Warnings><VehAvailRSCore/>""").AskAsync(SampleRequests.Weekend);
        Assert.Contains(office.Log.All, line => line.Contains("Account *** expires (OTA error without a code)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("iso-8859-1", "<Vendor>Müller</Vendor>", "Müller")]
    [InlineData("windows-1252", "<Vendor>Müller €</Vendor>", "Müller €")]
    [InlineData("utf-8", "<Vendor>Müller</Vendor>", "Müller")]
    public async Task The_media_types_charset_is_heeded(string charset, string vendor, string read)
    {
        var message = $"<OTA_VehAvailRateRS>{Vehicles(("1", 100)).Replace("<VehAvails>", vendor + "<VehAvails>", StringComparison.Ordinal)}</OTA_VehAvailRateRS>";
        office.For("JFK", () => new(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(CodePagesEncodingProvider.Instance.GetEncoding(charset)?.GetBytes(message) ?? Encoding.GetEncoding(charset).GetBytes(message))
            {
                Headers = { ContentType = new("text/xml", charset) },
            },
        });
        Assert.Equal(read, Assert.Single((await office.AskAsync(SampleRequests.Weekend)).Offers).Vendor);
    }

    [Fact]
    public async Task A_charset_that_is_not_the_answers_is_told()
    {
        office.For("JFK", () => new(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(Encoding.Latin1.GetBytes("<OTA_VehAvailRateRS>Müller</OTA_VehAvailRateRS>")) { Headers = { ContentType = new("text/xml", "utf-8") } },
        });
        var failure = await Assert.ThrowsAsync<SupplierException>(() => office.AskAsync(SampleRequests.Weekend));
        Assert.Equal("Northway's answer is not written in the charset that it declares, utf-8.", failure.Message);
    }

    [Theory]
    [InlineData("fedcba9876543210-JFK")]
    [InlineData("0123456789abcdef-LGA")]
    public async Task An_answer_to_another_search_is_refused(string echo)
    {
        office.For("JFK", Echoing(echo)).For("EWR", Vehicles(("e1", 100))).For("LGA", Vehicles());
        var answer = await office.AskAsync(NewYork());
        Assert.Equal("e1", Assert.Single(answer.Offers).Reference);
        Assert.Equal("JFK: Northway's answer is to another search: its EchoToken is not the one that was sent.", answer.Missing);
    }

    [Theory]
    [InlineData("0123456789abcdef-JFK")]
    [InlineData("0123456789ABCDEF-JFK")]
    [InlineData("")]
    [InlineData("1.0")]
    [InlineData("fedcba9876543210")]
    [InlineData("an.echo.of.our.length")]
    public async Task What_else_a_supplier_repeats_says_nothing(string echo)
    {
        office.For("JFK", Echoing(echo)).For("EWR", Vehicles()).For("LGA", Vehicles());
        Assert.Single((await office.AskAsync(NewYork())).Offers);
    }

    private static Func<HttpResponseMessage> Echoing(string token) => () => new(HttpStatusCode.OK)
    {
        Content = new StringContent($"<OTA_VehAvailRateRS EchoToken=\"{token}\">{Vehicles(("1", 100))}</OTA_VehAvailRateRS>", Encoding.UTF8, "text/xml"),
    };

    [Fact]
    public async Task A_search_that_nobody_wants_any_more_is_canceled()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => office.AskAsync(NewYork(), cancellationToken: stop.Token));
    }
}
