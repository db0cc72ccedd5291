using System.Net;
using System.Xml;
using System.Xml.Linq;
using static CarSearch.Tests.Sandbox.SandboxMessages;

namespace CarSearch.Tests.Sandbox;

/// <summary>Faults of the message and of the offers.</summary>
public sealed class MessageFaultTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData(null, Soap11, "text/xml", "soap:Server")]
    [InlineData(Soap11, Soap11, "text/xml", "soap:Server")]
    [InlineData(Soap12, Soap12, "application/soap+xml", "soap:Receiver")]
    public async Task A_SOAP_fault_is_500_in_the_envelope_of_the_request(string? requestEnvelope, string envelope, string type, string code)
    {
        using var response = await box.Sandbox.PostAsync(
            box.Sandbox.Address("Alderway", "soap-fault"), requestEnvelope is null ? Weekend : In(requestEnvelope, Weekend));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        var fault = XElement.Parse(await response.Content.ReadAsStringAsync())
            .Element(XName.Get("Body", envelope))!.Element(XName.Get("Fault", envelope))!;
        Assert.Equal(code, fault.Descendants().First(element => element.Name.LocalName is "faultcode" or "Value").Value);
        Assert.Contains("The reservation system is not available.", fault.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ota-errors", "6", "497")]
    [InlineData("ota-errors&code=187", "12", "187")]
    [InlineData("no-cars", "3", "322")]
    public async Task OTA_errors_are_the_only_content(string fault, string type, string code)
    {
        var response = await box.Sandbox.PostForMessageAsync("Alderway", fault: fault);

        var error = Assert.Single(Assert.Single(response.Elements()).Elements());
        Assert.Equal(("Error", type, code), (error.Name.LocalName, (string?)error.Attribute("Type"), (string?)error.Attribute("Code")));
        Assert.NotEqual("", error.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Soap12)]
    public async Task Deep_is_a_million_nested_elements_and_well_formed(string? envelope)
    {
        using var response = await box.Sandbox.PostAsync(
            box.Sandbox.Address("Alderway", "deep"), envelope is null ? Weekend : In(envelope, Weekend));

        using var reader = XmlReader.Create(await response.Content.ReadAsStreamAsync());
        var deepest = 0;
        while (reader.Read())
        {
            deepest = Math.Max(deepest, reader.Depth);
        }

        Assert.InRange(deepest, 1_000_000, 1_000_010);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Soap11)]
    public async Task Doctype_expands_without_limit_if_entities_are_resolved(string? envelope)
    {
        using var response = await box.Sandbox.PostAsync(
            box.Sandbox.Address("Alderway", "doctype"), envelope is null ? Weekend : In(envelope, Weekend));
        var xml = await response.Content.ReadAsStringAsync();

        Assert.InRange(xml.Length, 500, 5_000);
        Assert.Contains(
            "DTD is prohibited", Assert.Throws<XmlException>(() => Read(DtdProcessing.Prohibit)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "MaxCharactersFromEntities", Assert.Throws<XmlException>(() => Read(DtdProcessing.Parse)).Message, StringComparison.Ordinal);

        void Read(DtdProcessing processing)
        {
            using var reader = XmlReader.Create(
                new StringReader(xml), new() { DtdProcessing = processing, MaxCharactersFromEntities = 100_000_000 });
            while (reader.Read())
            {
            }
        }
    }

    [Fact]
    public async Task Huge_sends_offers_until_the_client_disconnects()
    {
        using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway", "huge"), isWhole: false);
        var references = new HashSet<string>();
        using var reader = XmlReader.Create(await response.Content.ReadAsStreamAsync());
        while (references.Count < 20_000)
        {
            Assert.True(reader.ReadToFollowing("Reference", "http://www.opentravel.org/OTA/2003/05"));
            Assert.True(references.Add(reader.GetAttribute("ID")!));
        }

        Assert.All(references, reference => Assert.InRange(reference.Length, 1, 32));
    }

    [Fact]
    public async Task Huge_without_any_offer_is_short()
    {
        var response = await box.Sandbox.PostForMessageAsync("Fjordbil", fault: "huge");

        Assert.Equal(["Success", "Warnings"], response.Elements().Select(element => element.Name.LocalName));
    }

    [Fact]
    public async Task Every_second_offer_has_no_total()
    {
        var response = await box.Sandbox.PostForMessageAsync("Alderway", fault: "no-total");

        var totals = response.Descendants().Where(element => element.Name.LocalName == "VehAvailCore")
            .Select(core => core.Elements().Any(child => child.Name.LocalName == "TotalCharge")).ToArray();
        Assert.Equal(Enumerable.Range(0, totals.Length).Select(at => at % 2 == 0), totals);
        Assert.InRange(totals.Length, 2, 1_000);
    }

    [Fact]
    public async Task Every_second_offer_has_a_fee_in_no_total()
    {
        var response = await box.Sandbox.PostForMessageAsync("Alderway", fault: "excluded-fee");

        var fees = response.Descendants().Where(element => element.Name.LocalName == "VehAvailCore")
            .Select(core => core.Descendants().Count(child =>
                child.Name.LocalName == "Fee" && (string?)child.Attribute("IncludedInEstTotalInd") == "false")).ToArray();
        Assert.Equal(Enumerable.Range(0, fees.Length).Select(at => at % 2), fees);
        Assert.InRange(fees.Length, 2, 1_000);
    }

    [Fact]
    public async Task All_amounts_are_in_minor_units()
    {
        var plain = await box.Sandbox.PostForMessageAsync("Alderway");
        var minor = await box.Sandbox.PostForMessageAsync("Alderway", fault: "minor-units");

        Assert.Equal(Amounts(plain), Amounts(minor).Select(amount => amount / 100));
        Assert.All(minor.Descendants().Where(element => element.Attribute("CurrencyCode") is not null),
            element => Assert.Equal("2", (string?)element.Attribute("DecimalPlaces")));
        Assert.DoesNotContain(plain.Descendants(), element => element.Attribute("DecimalPlaces") is not null);
        Assert.NotEmpty(Amounts(plain));

        static IEnumerable<decimal> Amounts(XElement message) => message.Descendants().Attributes()
            .Where(attribute => attribute.Name.LocalName is "Amount" or "RateTotalAmount" or "EstimatedTotalAmount")
            .Select(attribute => (decimal)attribute);
    }

    [Theory]
    [InlineData("USD", "EUR")]
    [InlineData("GBP", "USD")]
    public async Task Prices_are_in_another_currency_than_requested(string requested, string returned)
    {
        var response = await box.Sandbox.PostForMessageAsync(
            "Alderway", Weekend.Replace("USD", requested, StringComparison.Ordinal), "other-currency");

        Assert.Equal([returned], (await SandboxOffers.ReadAsync(response)).Select(offer => offer.Price.Currency).Distinct());
    }

    [Fact]
    public async Task Flaky_fails_at_every_odd_request_of_a_search()
    {
        foreach (var (token, status) in new[] { ("a", 503), ("b", 503), ("a", 200), ("a", 503), ("b", 200), ("a", 200) })
        {
            using var response = await PostAsync("Alderway", Weekend.Replace("\"abc\"", $"\"{token}\"", StringComparison.Ordinal));
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(status == 503 ? 9 : null, response.Headers.RetryAfter?.Delta?.TotalSeconds);
        }
    }

    [Fact]
    public async Task Flaky_counts_suppliers_and_places_of_a_search_separately()
    {
        foreach (var (supplier, place) in new[] { ("Alderway", "JFK"), ("Alderway", "EWR"), ("Larkline", "JFK") })
        {
            using var first = await PostAsync(
                supplier, Weekend.Replace("JFK", place, StringComparison.Ordinal).Replace("abc", "separate", StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, first.StatusCode);
        }
    }

    [Theory]
    [InlineData("flaky")]
    [InlineData("soap-fault")]
    [InlineData("ota-errors")]
    [InlineData("deep")]
    [InlineData("doctype")]
    [InlineData("huge")]
    [InlineData("no-total")]
    [InlineData("excluded-fee")]
    [InlineData("minor-units")]
    [InlineData("other-currency")]
    [InlineData("charset")]
    [InlineData("slow&seconds=0")]
    public async Task An_invalid_message_returns_an_error_with_any_fault(string fault)
    {
        var response = await box.Sandbox.PostForMessageAsync("Alderway", Weekend.Replace("USD", "XXX", StringComparison.Ordinal), fault);

        Assert.Equal("61", (string?)Assert.Single(response.Descendants(), element => element.Name.LocalName == "Error").Attribute("Code"));
    }

    private Task<HttpResponseMessage> PostAsync(string supplier, string message) =>
        box.Sandbox.PostAsync(box.Sandbox.Address(supplier, "flaky&seconds=9"), message);
}
