using System.Net;
using System.Text;
using CarSearch.OpenTravel.Responses;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The reader as used by custom adapters.</summary>
public sealed class OpenTravelResponseTests
{
    [Fact]
    public async Task A_custom_adapter_can_read_its_responses()
    {
        var response = await ReadAsync(
            $"<Response><OTA_VehAvailRateRS>{FakeSupplier.Vehicles(("1", 100), ("2", 0))}</OTA_VehAvailRateRS></Response>");
        Assert.Equal(("1", "JFK", 1), (Assert.Single(response.Offers).Reference, response.Offers[0].PickUp.Place, response.Dropped));
    }

    [Fact]
    public async Task Secrets_are_redacted_in_messages()
    {
        var failure = await Assert.ThrowsAsync<SupplierException>(
            () => ReadAsync(
                "<OTA_VehAvailRateRS><Errors><Error Type=\"4\">user wizard, password hunter2</Error></Errors></OTA_VehAvailRateRS>"));
        Assert.Equal("Avenue rejected the credentials: user ***, password *** (OTA error without a code).", failure.Message);
    }

    [Fact]
    public async Task Secrets_are_redacted_in_charsets()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<a/>") };
        response.Content.Headers.ContentType = new("text/xml") { CharSet = "hunter2" };
        var failure = await Assert.ThrowsAsync<SupplierException>(
            () => OpenTravelResponse.ReadAsync(response, "Avenue", SampleRequests.Weekend, ["hunter2"], CancellationToken.None));
        Assert.Equal("Avenue's response declares the unknown charset \"***\".", failure.Message);
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "", "Avenue failed (HTTP 500).", true)]
    [InlineData(500, "<html><body>Oops</body></html>", "Avenue failed (HTTP 500).", true)]
    [InlineData(500, "<Report/>", "Avenue failed (HTTP 500).", true)]
    [InlineData(503, "<!DOCTYPE a []><a/>", "Avenue is overloaded (HTTP 503).", true)]
    [InlineData(400, "<Problem><Detail>x", "Avenue rejected the request (HTTP 400).", false)]
    [InlineData(400, "<OTA_VehAvailRateRS><Success/></OTA_VehAvailRateRS>", "Avenue rejected the request (HTTP 400).", false)]
    [InlineData(400, "<OTA_VehAvailRateRS><Errors><Error Code=\"667\">Closed</Error></Errors></OTA_VehAvailRateRS>",
        "Avenue rejected the request: Closed (OTA error 667).", false)]
    [InlineData(500, "<Envelope><Body><Fault><faultcode>Client</faultcode></Fault></Body></Envelope>",
        "Avenue rejected the request (SOAP fault Client).", false)]
    public async Task Only_a_fault_or_an_error_takes_precedence_over_an_error_status(
        int status, string text, string sentence, bool isTransient)
    {
        var failure = await Assert.ThrowsAsync<SupplierException>(() => ReadAsync(text, (HttpStatusCode)status));
        Assert.Equal((sentence, isTransient), (failure.Message, failure.IsTransient));
    }

    /// <summary>The exceptions of decompression: of gzip and deflate, and of Brotli.</summary>
    public static TheoryData<Exception> DecompressionFaults =>
        [new InvalidDataException("At byte 7."), new InvalidOperationException("At byte 7.")];

    [Theory]
    [MemberData(nameof(DecompressionFaults))]
    public async Task A_response_that_can_not_be_decompressed_is_a_transient_fault(Exception fault)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BrokenStream(fault)) };
        var failure = await Assert.ThrowsAsync<SupplierException>(
            () => OpenTravelResponse.ReadAsync(response, "Avenue", SampleRequests.Weekend, [], CancellationToken.None));
        Assert.Equal(("Avenue's response could not be decompressed.", true), (failure.Message, failure.IsTransient));
    }

    [Fact]
    public async Task A_stalled_response_is_canceled()
    {
        using var body = new BrokenStream(null);
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) };
        using var stop = new CancellationTokenSource();
        var reading = OpenTravelResponse.ReadAsync(response, "Avenue", SampleRequests.Weekend, [], stop.Token);
        await body.Stalled;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.True(body.IsDisposed);
    }

    private static async Task<SupplierResponse> ReadAsync(string text, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = new HttpResponseMessage(status) { Content = new StringContent(text, Encoding.UTF8, "text/xml") };
        return await OpenTravelResponse.ReadAsync(
            response, "Avenue", SampleRequests.Weekend, ["wizard", "hunter2"], CancellationToken.None);
    }
}
