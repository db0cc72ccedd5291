using System.Globalization;
using System.Net.Http.Headers;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;
using CarSearch.Hosting;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Functions.Storage;

internal static class BlobErrors
{
    /// <summary>Returns whether the ETag precondition failed.</summary>
    public static bool IsFailedCondition(this RequestFailedException refused) =>
        refused.Status == StatusCodes.Status412PreconditionFailed || refused.ErrorCode == BlobErrorCode.BlobAlreadyExists;

    /// <summary>Returns whether the blob does not exist, in a container that does.</summary>
    public static bool IsMissingBlob(this RequestFailedException refused) => refused.ErrorCode == BlobErrorCode.BlobNotFound;

    public static bool IsMissingContainer(this RequestFailedException refused) => refused.ErrorCode == BlobErrorCode.ContainerNotFound;

    /// <summary>Returns whether an exception means that the storage account refuses, does not respond, or can't authenticate.</summary>
    public static bool IsUnavailable(Exception exception) =>
        exception is RequestFailedException or AuthenticationFailedException or AggregateException
            or IOException or OperationCanceledException;

    /// <summary>Converts an error to that of the port, with the delay that the service requests. It is logged and names no blob.</summary>
    public static StoreUnavailableException ToUnavailable(Exception exception, string what) => exception switch
    {
        RequestFailedException refused when refused.IsMissingContainer() => new(
            "The container of search records does not exist. The deployment creates it; in development it is created on first use.",
            Redactor.Redact(refused)),
        RequestFailedException { Status: > 0 } refused => new(
            string.Create(CultureInfo.InvariantCulture, $"Blob Storage could not {what}: {refused.Status} {refused.ErrorCode}."),
            Redactor.Redact(refused),
            RetryAfter(refused)),
        _ => new($"Blob Storage could not {what}: it is not reachable.", Redactor.Redact(exception)),
    };

    /// <summary>Gets the delay that the service requests, in seconds or until a date (RFC 9110, section 10.2.3).</summary>
    private static TimeSpan? RetryAfter(RequestFailedException refused)
    {
        if (refused.GetRawResponse()?.Headers is not { } headers
            || !headers.TryGetValue("Retry-After", out var text)
            || !RetryConditionHeaderValue.TryParse(text, out var value))
        {
            return null;
        }

        // A date is relative to the clock of the service.
        return value.Delta ?? (value.Date > headers.Date ? value.Date - headers.Date : null);
    }
}
