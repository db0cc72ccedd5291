using System.Text;
using CarSearch.OpenTravel.Requests;
using CarSearch.OpenTravel.Responses;
using CarSearch.Suppliers;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Malicious responses are rejected with one message, in bounded memory.</summary>
public sealed class HostileResponseTests
{
    private const string Head = "<OTA_VehAvailRateRS><Success/><VehAvailRSCore><VehVendorAvails><VehVendorAvail><VehAvails>";
    private const string Tail = "</VehAvails></VehVendorAvail></VehVendorAvails></VehAvailRSCore></OTA_VehAvailRateRS>";
    private const string Bomb =
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;" +
        "&c;&c;'>]><OTA_VehAvailRateRS>&d;</OTA_VehAvailRateRS>";

    private static readonly AvailabilityQuery Query = OpenTravelMessages.Query("JFK", "USD");

    [Theory]
    [InlineData(Bomb, "contains a DTD, which is not allowed")]
    [InlineData("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "contains a DTD, which is not allowed")]
    [InlineData("<a>&unknown;</a>", "is not well-formed XML (line 1, position 5)")]
    [InlineData("<a b='&#xD800;'></a>", "is not XML (line 1, position 10)")]
    [InlineData("<a><Vendor>&#xDC00;&#xD800;</Vendor></a>", "is not well-formed XML (line 1, position 15)")]
    [InlineData("<a><Vendor>&#0;</Vendor></a>", "is not well-formed XML (line 1, position 14)")]
    [InlineData("\0\0\0\0", "is not XML (line 1, position 1)")]
    [InlineData("<a b='1' b='2'></a>", "is not XML (line 1, position 10)")]
    [InlineData("<?xml version='1.1'?><a/>", "is not XML (line 1, position 16)")]
    [InlineData("<a/>trailing", null)]
    public async Task A_document_that_is_not_plain_XML_is_rejected(string response, string? problem)
    {
        if (problem is null)
        {
            Assert.Empty((await TestReader.ReadAsync(Encoding.UTF8.GetBytes(response), Query)).Offers);
            return;
        }

        var fault = await Assert.ThrowsAsync<UnreadableResponseException>(
            () => TestReader.ReadAsync(Encoding.UTF8.GetBytes(response), Query));
        Assert.Equal(problem, fault.Problem);
        Assert.False(fault.IsTransient);
    }

    /// <summary>Byte order marks of UTF-7, UTF-1, EBCDIC, SCSU, BOCU-1, GB 18030 and UTF-32 before a message in ASCII.</summary>
    [Theory]
    [InlineData("2B2F7638")]
    [InlineData("0000FEFF")]
    [InlineData("FFFE0000")]
    [InlineData("FEFF")]
    [InlineData("FFFE")]
    public async Task A_byte_order_mark_of_another_charset_is_rejected(string mark)
    {
        var fault = await Assert.ThrowsAsync<UnreadableResponseException>(
            () => TestReader.ReadAsync([.. Convert.FromHexString(mark), .. "<OTA_VehAvailRateRS/>"u8], Query));
        Assert.False(fault.IsTransient);
    }

    [Fact]
    public async Task A_million_nested_elements_are_rejected() =>
        await AssertRejectedAsync(
            new string('x', 1_000_000).Replace("x", "<x>", StringComparison.Ordinal), "is nested deeper than 64 elements");

    [Fact]
    public async Task Sixty_four_nested_elements_are_read()
    {
        var deep = string.Concat(Enumerable.Repeat("<x>", 64)) + "<Vendor>text</Vendor>" + string.Concat(Enumerable.Repeat("</x>", 64));
        Assert.Empty((await TestReader.ReadAsync(Encoding.UTF8.GetBytes(deep), Query)).Offers);
    }

    [Theory]
    [InlineData("<a b='", "c")]
    [InlineData("<a ", "b='c' ")]
    [InlineData("<", "a")]
    [InlineData("<a>", "text")]
    [InlineData("<OTA_VehAvailRateRS><Errors><Error>", "text")]
    [InlineData("<a><![CDATA[", "text")]
    [InlineData("<a><!--", "comment ")]
    [InlineData("<a>", "<!-- a comment after another --> ")]
    [InlineData("<a><?pi ", "instruction ")]
    [InlineData("<a>", "      ")]
    [InlineData("<a>&#", "0")]
    [InlineData("", " ")]
    public async Task A_token_of_twenty_megabytes_is_rejected(string start, string repeated)
    {
        var count = 20_000_000 / repeated.Length;
        await AssertRejectedAsync(
            start + new StringBuilder(20_000_000).Insert(0, repeated, count), "has a tag or text longer than 128 KiB");
    }

    [Theory]
    [InlineData("<VehAvail/>")]
    [InlineData(
        "<VehAvail><VehAvailCore Status='Available'><Vehicle Code='CDMR'/><TotalCharge RateTotalAmount='9' CurrencyCode='USD'/>" +
        "</VehAvailCore></VehAvail>")]
    [InlineData("<a/>")]
    [InlineData("<Errors><Error Type='1'>text</Error></Errors>")]
    public async Task An_endless_response_is_read_up_to_16_MiB(string repeated)
    {
        var head = Encoding.UTF8.GetBytes(Head);
        var body = Encoding.UTF8.GetBytes(repeated);
        using var endless = new EndlessStream(head, body);
        var fault = await Assert.ThrowsAsync<UnreadableResponseException>(() => TestReader.ReadAsync(endless, Query));
        Assert.Equal("exceeds 16 MiB", fault.Problem);
        Assert.InRange(endless.Given, AvailabilityReader.MaxBytes, AvailabilityReader.MaxBytes + (4 * LookaheadReader.Lookahead));
    }

    [Fact]
    public async Task Of_a_hundred_thousand_offers_five_thousand_are_kept_and_the_others_counted()
    {
        var text = new StringBuilder(Head);
        for (var i = 0; i < 100_000; i++)
        {
            text.Append(null,
                $"<VehAvail><Vehicle Code='CDMR'/><TotalCharge RateTotalAmount='9' CurrencyCode='USD'/><Reference ID='{i}'/></VehAvail>");
        }

        var response = await TestReader.ReadAsync(Encoding.UTF8.GetBytes(text.Append(Tail).ToString()), Query);
        Assert.Equal((SupplierResponse.MaxOffers, 95_000), (response.Offers.Count, response.Dropped));
        Assert.Equal("4999", response.Offers[^1].Reference);
    }

    [Fact]
    public async Task Of_a_hundred_thousand_errors_a_few_are_kept()
    {
        var text = "<OTA_VehAvailRateRS><Errors>" + string.Concat(
            Enumerable.Repeat("<Error Code='450'>no</Error>", 100_000)) + "</Errors></OTA_VehAvailRateRS>";
        Assert.Equal(20, (await TestReader.ReadAsync(Encoding.UTF8.GetBytes(text), Query)).Status.Errors.Count);
    }

    /// <summary>Elements that an offer may repeat without limit.</summary>
    [Theory]
    [InlineData("<TotalCharge/>")]
    [InlineData("<TotalCharge RateTotalAmount='79228162514264337593543950335' CurrencyCode='USD'/>")]
    [InlineData("<VehicleCharge Purpose='22' Amount='1000000000000000000'><TaxAmount Total='1000000000000000000'/></VehicleCharge>")]
    [InlineData("<Fee Purpose='23' Amount='999999999999999999'/>")]
    [InlineData("<RateDistance Unlimited='false' Quantity='1000000' DistUnitName='Km' VehiclePeriodUnitName='Month'/>")]
    [InlineData("<RateQualifier RateQualifier='A' PromotionCode='B'/>")]
    [InlineData("<LocationDetails Code='JFK' Name='N'/>")]
    [InlineData("<Vendor>text</Vendor>")]
    [InlineData("<Error/>")]
    [InlineData("<Fault/><faultcode>x</faultcode>")]
    public async Task One_offer_of_fifteen_megabytes_is_read_in_bounded_memory(string repeated)
    {
        var count = 15_000_000 / repeated.Length;
        var bytes = Encoding.UTF8.GetBytes(
            Head + "<VehAvail><Vehicle Code='CDMR'/>" + new StringBuilder()
                .Insert(0, repeated, count) + "<TotalCharge EstimatedTotalAmount='9' CurrencyCode='USD'/></VehAvail>" + Tail);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var response = await TestReader.ReadAsync(bytes, Query);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 6L * bytes.Length);
        Assert.Equal(1, response.Offers.Count + response.Dropped);
        TestReader.GetServedOffers(response, Query, out _);
    }

    private static async Task AssertRejectedAsync(string response, string problem)
    {
        var bytes = Encoding.UTF8.GetBytes(response);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = await Assert.ThrowsAsync<UnreadableResponseException>(() => TestReader.ReadAsync(bytes, Query));
        Assert.Equal(problem, fault.Problem);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    private sealed class EndlessStream(byte[] head, byte[] repeated) : MemoryStream(head)
    {
        private int at;

        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Position < Length ? Read(buffer.Span) : 0;
            while (count < buffer.Length)
            {
                buffer.Span[count++] = repeated[at++ % repeated.Length];
            }

            Given += count;
            return ValueTask.FromResult(count);
        }
    }
}
